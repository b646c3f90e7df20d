package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Failures;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A list of activities, once for each item.
 *
 * @param shown the activity that has the list, for messages
 * @param atATime items side by side
 */
record Iterations(String shown, Branch branch, List<JsonNode> items, int atATime) implements CheckedActivity {

    private static final long MOST_SECONDS_TO_END = 60;

    Iterations {
        items = List.copyOf(items);
    }

    @Override
    public ObjectNode run(ActivityContext context) {
        if (items.size() > ForEachActivity.MOST_ITEMS) {
            throw JobException.of(
                    ErrorCode.ExpressionFailed,
                    "'items' of " + shown + " has " + items.size() + " items, and at most " + ForEachActivity.MOST_ITEMS
                            + " are run. Run the activity for a part of them at a time.");
        }
        Course course = new Course(context);
        int workers = Math.min(atATime, items.size());
        if (workers <= 1) {
            course.work();
        } else {
            besideEachOther(course, workers);
        }
        course.orThrow();
        return JsonNodeFactory.instance.objectNode();
    }

    private static void besideEachOther(Course course, int workers) {
        ExecutorService threads = Executors.newFixedThreadPool(workers, Iterations::daemon);
        try {
            for (int n = 0; n < workers; n++) {
                threads.execute(course::work);
            }
            threads.shutdown();
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            waitForEnd(threads);
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }

    /** A second interrupt must not cut it short: throughput may have to be put back. */
    private static void waitForEnd(ExecutorService threads) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_TO_END);
        boolean waits = true;
        while (waits) {
            try {
                threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                waits = false;
            } catch (InterruptedException e) {
                waits = System.nanoTime() < deadline;
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "items");
        thread.setDaemon(true);
        return thread;
    }

    /** How far the items are. */
    private final class Course {

        private final ActivityContext context;
        private final AtomicInteger next = new AtomicInteger();
        private int failed;
        private int firstFailed = Integer.MAX_VALUE;
        private Optional<JobException> first = Optional.empty();
        private Optional<JobException> broken = Optional.empty();

        Course(ActivityContext context) {
            this.context = context;
        }

        /** Takes one item after the other until none is left. */
        void work() {
            try {
                for (int n = next.getAndIncrement(); n < items.size(); n = next.getAndIncrement()) {
                    int item = n;
                    context.branches()
                            .run(branch, "[" + n + "]", context.scope().withItem(items.get(n)))
                            .failure()
                            .ifPresent(why -> failed(item, why));
                }
            } catch (Exception | Error e) {
                next.set(items.size());
                breaksOff(Failures.of(e));
            }
        }

        private synchronized void failed(int item, JobException why) {
            failed++;
            if (item < firstFailed) {
                firstFailed = item;
                first = Optional.of(why);
            }
        }

        private synchronized void breaksOff(JobException why) {
            broken = broken.or(() -> Optional.of(why));
        }

        synchronized void orThrow() {
            broken.ifPresent(why -> {
                throw why;
            });
            first.ifPresent(why -> {
                throw why.inside(failed + " of " + items.size() + " items failed. The first is item " + firstFailed
                        + ": " + why.getMessage());
            });
        }
    }
}
