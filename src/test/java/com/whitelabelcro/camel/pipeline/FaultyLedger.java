package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.ledger.AccountRegistry;
import com.whitelabelcro.camel.ledger.FailedRecords;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A ledger with one failing method: it throws, or its stage completes exceptionally, until {@link #heal} is called. */
final class FaultyLedger {

    private static final List<Class<?>> PARTS = List.of(PermitStore.class, FailedRecords.class, AccountRegistry.class);

    private volatile String faulty = "";
    private volatile boolean inTheStage;
    private volatile Throwable thrown;
    private Ledger seen;

    /** Returns the ledger as the routes see it. */
    public Ledger around(Ledger real) {
        seen = around(Ledger.class, real);
        return seen;
    }

    Ledger seen() {
        return seen;
    }

    /**
     * @param method such as {@code begin}, {@code take} of the permits or {@code add} of the failed records
    * @param inItsStage whether the returned stage fails instead of the call
     */
    void fail(String method, boolean inItsStage, Throwable with) {
        inTheStage = inItsStage;
        thrown = with;
        faulty = method;
    }

    void heal() {
        faulty = "";
    }

    private <T> T around(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> call(real, method, values)));
    }

    private Object call(Object real, Method method, Object[] values) throws Throwable {
        if (method.getName().equals(faulty) && inTheStage) {
            return CompletableFuture.failedStage(thrown);
        } else if (method.getName().equals(faulty)) {
            throw thrown;
        }
        if (method.getName().equals("begin") && faulty.equals("take")) {
            // A permit that is reserved together with the entry would not be requested separately.
            values[1] = PermitStore.Reservation.NONE;
        }
        try {
            Object result = method.invoke(real, values);
            return PARTS.contains(method.getReturnType()) ? part(method.getReturnType(), result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private <T> T part(Class<T> type, Object real) {
        return around(type, type.cast(real));
    }
}
