package io.cosmosdataflow.store.sql.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Option;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlSourceSettingsTest {

    private final Issues issues = new Issues();

    @ParameterizedTest
    @CsvSource({"sqlReaderQuery", "oracleReaderQuery", "query"})
    void aQueryHasANameForEachKindOfDatabase(String name) throws Exception {
        assertThat(read("{'" + name + "':'select 1'}").query()).contains("select 1");
    }

    @ParameterizedTest
    @CsvSource({"02:00:00, 7200", "00:00:30, 30", "1.00:00:05, 86405", "120, 120"})
    void aTimeoutIsASpanOfTime(String text, int seconds) throws Exception {
        assertThat(read("{'queryTimeout':'" + text + "'}").queryTimeout()).isEqualTo(OptionalInt.of(seconds));
        assertThat(read("{'queryCommandTimeout':'" + text + "'}").queryTimeout())
                .isEqualTo(OptionalInt.of(seconds));
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void partitionsIsolationAndProceduresAreRead() throws Exception {
        SqlSourceSettings settings = read(
                "{'isolationLevel':'Snapshot','partitionOption':'DynamicRange','partitionSettings':{'partitionColumnName':'id',"
                        + "'partitionLowerBound':'1','partitionUpperBound':80,'partitionNames':['a','b']},"
                        + "'sqlReaderStoredProcedureName':'p','storedProcedureParameters':{'b':{'value':7,'type':'Int'},"
                        + "'a':{'value':null},'c':'x'}}");

        assertThat(issues.all()).isEmpty();
        assertThat(settings.isolation()).contains(SqlIsolation.SNAPSHOT);
        assertThat(settings.partitioning().option()).isEqualTo(Option.RANGE);
        assertThat(settings.partitioning().column()).contains("id");
        assertThat(settings.partitioning().lower()).contains("1");
        assertThat(settings.partitioning().upper()).contains("80");
        assertThat(settings.partitioning().names()).containsExactly("a", "b");
        assertThat(settings.procedure().orElseThrow().parameters())
                .containsExactly(
                        new SqlParameter("b", "7", "Int"),
                        new SqlParameter("a", null, ""),
                        new SqlParameter("c", "x", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
            {'isolationLevel':'Chaos'}         | 'isolationLevel' of source is 'Chaos'; allowed: ReadCommitted, ReadUncommitted, RepeatableRead, Serializable, Snapshot, None.
            {'queryTimeout':'soon'}            | 'queryTimeout' of source is 'soon'; allowed: a time such as 02:00:00.
            {'partitionOption':'Some'}         | 'partitionOption' of source is 'Some'; allowed: None, PhysicalPartitionsOfTable, DynamicRange.
            """)
    void whatIsWrongIsSaid(String json, String expected) throws Exception {
        read(json);

        assertThat(issues.all()).singleElement().satisfies(issue -> assertThat(issue.message())
                .isEqualTo(expected));
    }

    private SqlSourceSettings read(String json) throws Exception {
        JsonObject object =
                (JsonObject) JsonValue.of(new ObjectMapper().readTree(json.replace('\'', '"')), Span.startOf("p.json"));
        Properties source = Properties.of(object, "source", issues);
        SqlSourceSettings settings = SqlSourceSettings.read(source, SqlKind.SQL_SERVER);
        source.finish();
        return settings;
    }
}
