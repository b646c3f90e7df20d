package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.FeedRange;
import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.Answers;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.Patience;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.read.FeedState.HashRange;
import io.cosmosdataflow.store.cosmos.sdk.RequestListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pages of a part of a change feed, each change once, whatever request fails.
 *
 * <p>A request for the next page is on its way while a page is read. If it fails, the SDK throws away the pages that it
 * has and nobody took, and its options, which the connector uses again, have noted them as read: so connector 4.11.1
 * loses pages (TransientIOErrorsRetryingIterator; ChangeFeedStateV1 and Paginator of SDK 4.32). Here each attempt has
 * options of its own, from the mark of the last page that was taken.
 *
 * <p>Each range is read by itself, since changes are numbered by range: the first number behind the end means that the
 * range is done. A range that is split goes on as the ranges that it has become, which the SDK of the connector does not
 * do by itself (FeedRangeContinuationSplitRetryPolicy asks for a retry and returns that of another policy).
 */
final class FeedPages implements AutoCloseable {

    private static final String NUMBER = "_lsn";

    private final ContainerAddress address;
    private final int pageSize;
    private final long end;
    private final TaskMeter meter;
    private final ClientLease lease;
    private final Patience patience;
    /** Ranges that are not done, each behind the last page that was taken of it; the first one is being read. */
    private final Deque<FeedState> left;

    /** Whether the first range is no more. */
    private boolean splitMet;
    /** Whether the meter hears of requests by itself. */
    private boolean told;
    /** Null between two attempts. */
    private Pages pages;

    FeedPages(ContainerAddress address, int pageSize, FeedPart part, TaskMeter meter, Patience patience) {
        this.address = address;
        this.pageSize = pageSize;
        this.end = part.end();
        this.meter = meter;
        this.patience = patience;
        this.left = new ArrayDeque<>(part.from().parts());
        this.lease = CosmosClients.lease(address.account(), ClientUse.READ);
    }

    /** The changes of the next page, which may be none; empty at the end. */
    Optional<List<JsonNode>> next() {
        while (!left.isEmpty()) {
            try {
                open();
                Optional<FeedResponse<JsonNode>> page = pages.next();
                if (page.isPresent()) {
                    return Optional.of(taken(page.get()));
                }
                finish();
            } catch (RuntimeException e) {
                stop();
                splitMet |= ServiceFaults.answer(e).filter(FeedPages::isSplit).isPresent();
                patience.outlast(e);
            }
        }
        return Optional.empty();
    }

    private void open() {
        if (splitMet) {
            put(left.removeFirst().within(rangesOfNow()));
            splitMet = false;
        }
        if (pages == null) {
            CosmosChangeFeedRequestOptions options = CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(
                    left.getFirst().text());
            told = RequestListener.listen(options, meter);
            pages = new Pages(
                    lease.container(address)
                            .queryChangeFeed(options, JsonNode.class)
                            .byPage(pageSize),
                    Answers.longestForAPage(address.account(), told),
                    meter::lastNews);
        }
    }

    private List<JsonNode> taken(FeedResponse<JsonNode> page) {
        if (!told) {
            meter.charged(page.getRequestCharge());
        }
        List<FeedState> parts = new FeedState(page.getContinuationToken()).parts();
        List<JsonNode> changes = page.getResults();
        boolean past = !changes.isEmpty() && number(changes.get(changes.size() - 1)) > end;
        if (!changes.isEmpty()) {
            patience.progressed();
        }
        left.removeFirst();
        // A newer SDK may have met a split by itself; each of the ranges then finds its own end.
        if (past || parts.size() > 1) {
            stop();
        }
        if (!past || parts.size() > 1) {
            put(parts);
        }
        return past ? changes.stream().filter(change -> number(change) <= end).toList() : changes;
    }

    /**
     * The service has nothing more to give of the first range. That is its end only if its mark says so: a replica may
     * lag behind. Source: Azure/azure-sdk-for-java issue 49380, and what newer connectors do since pull request 49393.
     */
    private void finish() {
        stop();
        OptionalLong reached = left.getFirst().number();
        if (reached.isPresent() && reached.getAsLong() >= end) {
            left.removeFirst();
        } else if (!patience.await(Duration.ZERO)) {
            throw JobException.of(
                    ErrorCode.CosmosReadFailed,
                    "Reading the change feed of " + address + ": the service gives no change behind number "
                            + (reached.isPresent() ? reached.getAsLong() : 0) + " of a physical partition, and had said"
                            + " that there are changes up to number " + end + ". Run the activity again.");
        }
    }

    private void put(List<FeedState> first) {
        for (int i = first.size() - 1; i >= 0; i--) {
            left.addFirst(first.get(i));
        }
    }

    private List<HashRange> rangesOfNow() {
        return lease.container(address).getFeedRanges().timeout(Answers.LONGEST).block().stream()
                .map(FeedRange::toString)
                .map(HashRange::parse)
                .toList();
    }

    private static boolean isSplit(CosmosException answer) {
        return Verdict.partitionIsGone(answer.getStatusCode(), answer.getSubStatusCode());
    }

    private static long number(JsonNode change) {
        return change.required(NUMBER).asLong();
    }

    private void stop() {
        if (pages != null) {
            pages.close();
            pages = null;
        }
    }

    @Override
    public void close() {
        stop();
        lease.close();
    }
}
