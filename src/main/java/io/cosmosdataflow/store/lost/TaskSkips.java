package io.cosmosdataflow.store.lost;

import org.apache.spark.TaskContext;

/** The side of {@link RowSkipping} that travels to executors. Tasks of other jobs than the write count nothing. */
final class TaskSkips implements LostRows {

    /** Local property of the job whose rows count; its value is the token. */
    static final String PROPERTY = "cosmos-dataflow.skipped-rows";

    private static final long serialVersionUID = 1;

    private final String token;
    private final TaskCounts counts;
    private final LogPlace place;
    private final String drafts;
    private final boolean atSource;
    private transient SkippingTask current;

    /**
     * @param place null if rows are only counted
     * @param drafts folder of the drafts
     */
    TaskSkips(String token, TaskCounts counts, LogPlace place, String drafts, boolean atSource) {
        this.token = token;
        this.counts = counts;
        this.place = place;
        this.drafts = drafts;
        this.atSource = atSource;
    }

    @Override
    public void lost(LostRow row) {
        task().lost(atSource, row);
    }

    /** Counts a row that the source has given. */
    void read() {
        task().read();
    }

    private SkippingTask task() {
        TaskContext context = TaskContext.get();
        if (context == null) {
            throw new IllegalStateException("Rows are skipped inside tasks, by the task's own thread.");
        }
        if (current == null || !current.is(context)) {
            current = SkippingTask.of(context, this);
        }
        return current;
    }

    String token() {
        return token;
    }

    TaskCounts counts() {
        return counts;
    }

    LogPlace place() {
        return place;
    }

    String drafts() {
        return drafts;
    }

    @Override
    public String toString() {
        return "skipped rows";
    }
}
