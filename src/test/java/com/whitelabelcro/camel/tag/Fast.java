package com.whitelabelcro.camel.tag;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that opens no socket, starts no process, and takes at most a second or so: for the edit loop. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fast")
@net.jqwik.api.Tag("fast")
public @interface Fast {}
