package com.whitelabelcro.camel.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The one rule for numbers where digits are meant, such as a telephone number or an id that came as a JSON number: it is
 * its digits if it is whole and all of its digits are written. Many programs write a whole number as {@code 4711.0}. Of
 * {@code 1.02E+11} nobody knows the last digits.
 */
public final class WholeNumber {

    private WholeNumber() {}

    /** The whole number that this one is; empty if it has a fraction, or digits that are not written. */
    public static Optional<BigInteger> of(BigDecimal number) {
        if (number.scale() < 0) {
            return Optional.empty();
        }
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() <= 0 ? Optional.of(bare.toBigIntegerExact()) : Optional.empty();
    }
}
