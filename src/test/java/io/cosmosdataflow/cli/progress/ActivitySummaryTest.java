package io.cosmosdataflow.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.RunStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as people write them, and no zeros. */
class ActivitySummaryTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static ActivityRecord record(String output, long millis, RunStatus status, int attempts)
            throws JsonProcessingException {
        return new ActivityRecord(
                "A", "Copy", new Course(status, START, START.plusMillis(millis)), attempts, (ObjectNode)
                        new ObjectMapper().readTree(output));
    }

    @Test
    void aCopySaysItsRowsFilesBytesAndUnits() throws JsonProcessingException {
        assertThat(ActivitySummary.lines(record(
                        """
                        {"dataRead": 58060, "dataWritten": 1, "filesRead": 1, "filesWritten": 0, "rowsRead": 1200,
                         "rowsCopied": 1199, "rowsSkipped": 1, "copyDuration": 34, "throughput": 1.665,
                         "logFilePath": "logs/a.csv",
                         "cosmos": {"requestCharge": 1.2E+3, "throttledRequests": 0, "throughputOffered": 4E+3,
                            "throughputUsed": 3912.4, "refusedShare": 0.0012}}""",
                        1,
                        RunStatus.Succeeded,
                        1)))
                .containsExactly(
                        "1,200 rows read, 1,199 copied, 1 skipped, 1 file read",
                        "58,060 bytes read, 1 byte written, 1,200 RU, 3,912 of 4,000 RU/s used,"
                                + " 0.12% of operations refused",
                        "log: logs/a.csv");
        assertThat(ActivitySummary.lines(
                        record("{\"rowsRead\": 0, \"rowsCopied\": 0, \"copyDuration\": 1}", 1, RunStatus.Succeeded, 1)))
                .containsExactly("there was nothing to copy");
    }

    @Test
    void aDataFlowSaysWhatEachSinkHasWritten() throws JsonProcessingException {
        assertThat(ActivitySummary.lines(record(
                        """
                        {"runStatus": {"metrics": {
                          "View": {"rowsWritten": 1270, "rowsUpserted": 1269, "rowsDeleted": 1, "rowsInserted": 0,
                            "rowsSkipped": 0, "rowsRejected": 2, "cosmos.requestCharge": 6.69,
                            "cosmos.throttledRequests": 1, "cosmos.throughputUsed": 3.1, "cosmos.refusedShare": 0,
                            "sources": {"Orders": {"rowsRead": 1272}}},
                          "Table": {"rowsWritten": 1, "sources": {"Orders": {"rowsRead": 1}}}},
                         "sources": {"Orders": {"cosmos.requestCharge": 23.45, "cosmos.throttledRequests": 0},
                            "Customers": {"rowsRead": 3}}}}""",
                        1,
                        RunStatus.Succeeded,
                        1)))
                .containsExactly(
                        "View: 1,270 rows written (1,269 upserted, 1 deleted), 2 rejected,"
                                + " 1,272 rows read from Orders, 6.69 RU, 1 throttled request",
                        "Table: 1 row written, 1 row read from Orders",
                        "reading Orders: 23.45 RU");
        assertThat(ActivitySummary.lines(record("{\"runStatus\": {\"metrics\": {}}}", 1, RunStatus.Succeeded, 1)))
                .containsExactly("no rows were written");
    }

    @ParameterizedTest
    @CsvSource({
        "2149, Succeeded, 1, 'Copy ''A'' succeeded in 2.1 s'",
        "1234567, Failed, 2, 'Copy ''A'' failed in 1,234.6 s'",
        "-800, Cancelled, 1, 'Copy ''A'' cancelled in 0.0 s'",
        "0, Skipped, 0, 'Copy ''A'' was skipped'",
    })
    void theHeadSaysHowItEnded(long millis, RunStatus status, int attempts, String head)
            throws JsonProcessingException {
        assertThat(ActivitySummary.head(record("{}", millis, status, attempts))).isEqualTo(head);
    }
}
