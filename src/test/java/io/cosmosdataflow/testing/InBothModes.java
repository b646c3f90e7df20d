package io.cosmosdataflow.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of Cosmos DB that the build runs a second time, in direct mode: the clients of a mode send other requests, and
 * meet other errors. {@link ModeProof} sees to it that they are in the mode that is meant.
 */
@Tag("both-modes")
@ExtendWith(ModeProof.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface InBothModes {}
