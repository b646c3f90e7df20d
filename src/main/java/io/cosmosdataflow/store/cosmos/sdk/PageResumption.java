package io.cosmosdataflow.store.cosmos.sdk;

import java.lang.reflect.Method;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Lets a reader of the connector go on behind the last page that it has taken, after a failure that the connector does
 * not take for a passing one. It does itself the same after the failures that it does.
 *
 * <p>Source: TransientIOErrorsRetryingIterator of connector 4.11.1; without a present iterator over pages it asks for
 * one with the last continuation token.
 */
public final class PageResumption {

    private static final Logger LOG = LoggerFactory.getLogger(PageResumption.class);

    private PageResumption() {}

    /**
     * @param reader of the connector, whose {@code next} has thrown
     * @return false if this connector's readers are of another make; the failure stands then
     */
    public static boolean prepare(PartitionReader<?> reader) {
        try {
            Method pages = reader.getClass().getDeclaredMethod("iterator");
            pages.setAccessible(true);
            Object iterator = pages.invoke(reader);
            iterator.getClass()
                    .getMethod("currentFeedResponseIterator_$eq", Option.class)
                    .invoke(iterator, Option.empty());
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("A reader of the connector cannot go on", e);
            return false;
        }
    }
}
