package io.cosmosdataflow.testing;

import java.io.IOException;
import java.lang.reflect.Constructor;
import org.apache.hadoop.fs.FSError;

/** What Hadoop's local files throw where a stream is refused; only Hadoop can make it. */
public final class HadoopErrors {

    private HadoopErrors() {}

    public static FSError of(IOException cause) {
        try {
            Constructor<FSError> made = FSError.class.getDeclaredConstructor(Throwable.class);
            made.setAccessible(true);
            return made.newInstance(cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
