package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.store.http.page.Paging;
import io.cosmosdataflow.store.http.page.RestPage;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Asks for the pages behind the first, and gives the documents of all; one page at a time is in memory, and the first. */
final class PageReader implements PartitionReader<InternalRow> {

    private static final int REDIRECTIONS = 300;

    private final RestRead read;
    private final FirstAnswer first;
    private final Paging paging;
    /** Null before the first. */
    private RestPage page;

    private Iterator<UTF8String> documents = Collections.emptyIterator();
    private long bytes;

    /** @param first what the driver has got */
    PageReader(RestRead read, FirstAnswer first) {
        this.read = read;
        this.first = first;
        this.paging = new Paging(read.request(), read.rules());
    }

    @Override
    public boolean next() {
        try {
            while (!documents.hasNext()) {
                Optional<WebRequest> request = page == null ? Optional.of(paging.first()) : paging.next(page);
                if (request.isEmpty()) {
                    return false;
                }
                fetch(request.get());
            }
            return true;
        } catch (JobException e) {
            throw e.at(read.linkedService());
        }
    }

    private void fetch(WebRequest request) {
        WebAnswer answer = page == null ? first.answer() : read.server().answer(request, false);
        if (answer.status() >= REDIRECTIONS) {
            throw failed(request.shown() + " answered " + answer.status()
                    + (answer.attempts() > 1 ? " in " + answer.attempts() + " attempts" : "")
                    + answer.excerpt(request));
        }
        bytes += page == null ? 0 : answer.body().length;
        page = new RestPage(answer);
        documents = read.documents()
                .of(
                        page.json(),
                        where -> failed("The answer to " + request.shown() + " is no JSON document, or array of them: "
                                + where + "."));
    }

    private static JobException failed(String message) {
        return JobException.of(ErrorCode.HttpCallFailed, message);
    }

    @Override
    public InternalRow get() {
        return new GenericInternalRow(new Object[] {documents.next()});
    }

    @Override
    public void close() {
        read.bytes().add(bytes);
        bytes = 0;
    }
}
