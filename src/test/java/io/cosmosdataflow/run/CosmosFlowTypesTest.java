package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.CosmosFlows.SOURCE;
import static io.cosmosdataflow.run.CosmosFlows.into;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.cosmos.WriteFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON text of each type of column, on its way into a container and out of it. */
class CosmosFlowTypesTest {

    @TempDir
    Path directory;

    private CosmosFlows flows;

    @BeforeEach
    void factory() {
        flows = CosmosFlows.in(directory);
    }

    @Test
    void eachTypeOfColumnHasItsJson() {
        flows.in().upsert("{'id': '1', 'pk': 'a'}");

        flows.flow(
                        SOURCE
                                + """
                        In derive(
                            aDate = toDate('2024-02-29'),
                            aTime = toTimestamp('2024-02-29 23:59:58.120', 'yyyy-MM-dd HH:mm:ss.SSS'),
                            aWholeTime = toTimestamp('2024-02-29 23:59:58'),
                            aDecimal = toDecimal('12345678901234567890.1234567890', 38, 10),
                            aSmallDecimal = toDecimal('0.0000001', 20, 10),
                            aLong = 9007199254740993L,
                            anInteger = toInteger(-7),
                            aShort = toShort(7),
                            aDouble = 0.1,
                            aLargeDouble = toDouble('1e300'),
                            aFloat = toFloat('1.5'),
                            aBoolean = true(),
                            bytes = toBinary('Aé'),
                            quoted = 'a"b\\\\c é 😀',
                            aStruct = @(x = 1, inner = @(y = 'z', none = toString(null()))),
                            anArray = array(1, 2, 3),
                            structs = array(@(x = 1), @(x = 2)),
                            aMap = associate('k', 'v', 'l', 'w')) ~> Typed
                        Typed select(mapColumn(id, pk, aDate, aTime, aWholeTime, aDecimal, aSmallDecimal, aLong,
                            anInteger, aShort, aDouble, aLargeDouble, aFloat, aBoolean, bytes, quoted, aStruct,
                            anArray, structs, aMap)) ~> Chosen
                        Chosen sink(format: 'document') ~> Out
                        """)
                .metrics();

        assertThat(flows.texts())
                .containsExactly("{\"id\":\"1\",\"pk\":\"a\",\"aDate\":\"2024-02-29\","
                        + "\"aTime\":\"2024-02-29T23:59:58.12Z\",\"aWholeTime\":\"2024-02-29T23:59:58Z\","
                        + "\"aDecimal\":12345678901234567890.1234567890,\"aSmallDecimal\":0.0000001000,"
                        + "\"aLong\":9007199254740993,\"anInteger\":-7,\"aShort\":7,\"aDouble\":0.1,"
                        + "\"aLargeDouble\":1.0E300,\"aFloat\":1.5,\"aBoolean\":true,\"bytes\":\"QcOp\","
                        + "\"quoted\":\"a\\\"b\\\\c é 😀\",\"aStruct\":{\"x\":1,\"inner\":{\"y\":\"z\"}},"
                        + "\"anArray\":[1,2,3],\"structs\":[{\"x\":1},{\"x\":2}],\"aMap\":{\"k\":\"v\",\"l\":\"w\"}}");
    }

    @Test
    void nestedNullsAreWrittenIfNullsAre() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");

        flows.flow(SOURCE + "In derive(s = @(x = toString(null()), y = op)) ~> Typed\n"
                        + "Typed sink(mapColumn(id, pk, s, op), ignoreNullValues: false, format: 'document') ~> Out")
                .metrics();

        assertThat(flows.texts())
                .containsExactly("{\"id\":\"1\",\"pk\":\"a\",\"s\":{\"x\":null,\"y\":null},\"op\":null}");
    }

    @Test
    void projectedTypesGoThroughUnchanged() {
        String document = "{\"id\":\"1\",\"pk\":\"a\",\"l\":9007199254740993,\"m\":12345678901234567890.12,\"d\":0.1,"
                + "\"b\":false,\"t\":\"2024-02-29T01:02:03.004Z\",\"o\":{\"x\":[1,2],\"y\":{\"z\":\"q\"}},"
                + "\"k\":{\"one\":1,\"two\":2},\"day\":\"2024-02-29\"}";
        WriteFixture.insert(flows.in().address(), document);

        flows.flow("source(output(id as string, pk as string, l as long, m as decimal(22,2), d as double,"
                        + " b as boolean, t as timestamp, o as (x as integer[], y as (z as string)),"
                        + " k as [string,integer], day as date), allowSchemaDrift: false, format: 'document') ~> In\n"
                        + into(""))
                .metrics();

        assertThat(flows.texts()).containsExactly(document);
    }
}
