package com.whitelabelcro.camel.tag;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that opens no socket and starts no process, and ends within seconds: for the loop of edit and test. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fast")
@net.jqwik.api.Tag("fast")
public @interface Fast {}
