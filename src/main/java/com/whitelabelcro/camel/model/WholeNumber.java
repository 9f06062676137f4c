package com.whitelabelcro.camel.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The one rule for numbers in place of digits, such as a telephone number or an id that arrives as a JSON number. Such
 * a number stands for its digits if it has no fraction and all its digits are written out. Many programs write an
 * integer as {@code 4711.0}. The last digits of {@code 1.02E+11} are unknown.
 */
public final class WholeNumber {

    private WholeNumber() {}

    /**
     * Returns the integer that the number stands for; empty if it has a fraction or digits that are not written out.
     */
    public static Optional<BigInteger> of(BigDecimal number) {
        if (number.scale() < 0) {
            return Optional.empty();
        }
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() <= 0 ? Optional.of(bare.toBigIntegerExact()) : Optional.empty();
    }
}
