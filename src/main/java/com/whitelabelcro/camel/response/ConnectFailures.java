package com.whitelabelcro.camel.response;

import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.KeyChangedException;
import com.whitelabelcro.camel.response.Classification.FailedAttempt;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/**
 * Classifies failures to connect. A request that did not leave this machine may always be tried again, unless the
 * certificate is not trusted, which no retry can change.
 */
final class ConnectFailures {

    private static final Set<Class<?>> DISTRUST =
            Set.of(SSLPeerUnverifiedException.class, CertificateException.class, CertPathValidatorException.class);

    private ConnectFailures() {}

    static Classification classify(Throwable failure, String host) {
        if (failure instanceof ThrottlerRejectedExecutionException) {
            return again("rejected by the throttler", Meaning.LIMITED);
        } else if (failure instanceof KeyChangedException) {
            return again("the connection's key has changed", Meaning.NONE);
        } else if (failure instanceof SSLException && isDistrust(failure)) {
            return new FailedAttempt(ErrorType.UNAVAILABLE, "the certificate of " + host
                    + " is not trusted; check wlcro.base-url, the clock and the trust store", false, Meaning.REFUSED);
        } else if (failure instanceof SSLException) {
            return again("no TLS connection to " + host + " came about", Meaning.OUTAGE);
        } else if (failure instanceof UnknownHostException) {
            return again("the host name " + host + " is unknown", Meaning.OUTAGE);
        } else if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return again("no connection to " + host, Meaning.OUTAGE);
        } else if (failure instanceof InterruptedIOException) {
            return again("no connection to " + host + " in time", Meaning.OUTAGE);
        } else if (failure instanceof java.io.IOException) {
            return again("the connection to " + host + " failed", Meaning.OUTAGE);
        }
        String what = failure == null ? "" : ": " + failure.getClass().getSimpleName();
        return new FailedAttempt(ErrorType.UNAVAILABLE, "the request could not be sent" + what, false, Meaning.NONE);
    }

    private static FailedAttempt again(String reason, Meaning meaning) {
        return new FailedAttempt(ErrorType.UNAVAILABLE, reason, true, meaning);
    }

    private static boolean isDistrust(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            Throwable present = each;
            if (DISTRUST.stream().anyMatch(type -> type.isInstance(present))) {
                return true;
            }
        }
        return false;
    }
}
