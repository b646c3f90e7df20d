package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.diagnostic.JobException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.unsafe.types.UTF8String;

/** Cuts the documents out of an answer: an object, or the objects of an array. */
@FunctionalInterface
public interface AnswerDocuments extends Serializable {

    /**
     * @param json in UTF-8
     * @param malformed of what is wrong and where, the rest of a sentence
     */
    Iterator<UTF8String> of(byte[] json, Function<String, JobException> malformed);
}
