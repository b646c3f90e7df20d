package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every property that a transformation is known to have: honoured, or reported with a code. */
class PropertiesTest {

    private static final String SOURCES = "source(output(id as integer, t as string, tags as string[])) ~> a\n"
            + "source(output(k as integer, v as string)) ~> b\n";

    private static List<Issue> issues(String statement) {
        Issues issues = new Issues();
        DataFlowAnalysis.analyze(
                ParsedFlow.of("flow", SOURCES + statement + " ~> x", issues),
                Factory.empty(),
                Map.of(),
                Facts.checking(),
                FlowRows.START,
                issues);
        return issues.all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a select(mapColumn(id), skipDuplicateMapInputs: true, skipDuplicateMapOutputs: false)",
                "a derive(n = id, partitionBy('hash', 4, id))",
                "a aggregate(groupBy(t, u = upper(t)), n = count(), each(match(true()), $$ = first($$)))",
                "a sort(asc(t, true), desc(id, false), caseInsensitive: true)",
                "a, b join(id == k, joinType: 'left', matchType: 'exact', ignoreSpaces: false, broadcast: 'auto')",
                "a, b join(id == k, joinType: 'left_outer', broadcast: 'none')",
                "a, b join(fuzzyCompare(t, v, 80.00), joinType: 'inner', matchType: 'fuzzy', ignoreSpaces: true, "
                        + "scoreColumn: 'c', broadcast: 'off')",
                "a, b lookup(id == k, multiple: false, pickup: 'last', desc(v, true), broadcast: 'both')",
                "a, b exists(id == k, negate: true, broadcast: 'right')",
                "a, b union(byName: true)",
                "a keyGenerate(output(sk as long), startAt: 1L, stepValue: 2L)",
                "a window(over(t), asc(id, true), startRowOffset: -7L, endRowOffset: 7L, n = sum(id))",
                "a window(over(), asc(id, true), rangeSpecified: true, startRange: -1L, endRange: 0L, n = sum(id))",
                "a rank(desc(id, true), caseInsensitive: true, dense: true, output(r as long))",
                "a pivot(groupBy(t), pivotBy(id, [1, null]), n = count(), columnNaming: '$N$V', lateral: true)",
                "b unpivot(output(c as string, d as string), ungroupBy(k), lateral: true, ignoreNullPivots: true)",
                "a foldDown(unroll(tags, tags), mapColumn(id, tags), skipDuplicateMapInputs: false, "
                        + "skipDuplicateMapOutputs: false)",
                "a parse(p = t ? (c as string), format: 'json', documentForm: 'singleDocument', singleQuoted: true, "
                        + "unquotedColumnNames: true, hasComments: true, backslashEscape: true)",
                "a parse(p = t ? (c as string), format: 'delimited', columnNamesAsHeader: true, columnDelimiter: '|', "
                        + "nullValue: '', quoteChar: '\"', escapeChar: '\\\\', documentForm: 'documentPerLine')",
                "a parse(p = t ? (c as string), format: 'xml', namespaces: true, validationMode: 'none')",
                "a stringify(s = tags ? string, format: 'json')",
                "a, b assert(expectTrue(id > 0, false, 'i', t == 'x', 'm'), expectUnique(id, t, true, 'u'), "
                        + "expectExists(id == k, false, 'e'), abort: true)",
                "a cast(output(t as date 'MM/dd/yyyy', id as decimal(10,2) '$###.##'), errors: true)",
                "a call(mapColumn(id), skipDuplicateMapInputs: false, skipDuplicateMapOutputs: false, "
                        + "output(b as (c as string), h as [string,string], s as integer), allowSchemaDrift: true, "
                        + "store: 'restservice', format: 'rest', timeout: 30, requestInterval: 10, httpMethod: 'POST', "
                        + "entity: 'e', headers: ['h' -> 'v'], requestFormat: ['type' -> 'json'], responseFormat: "
                        + "['type' -> 'json', 'documentForm' -> 'documentPerLine'], bodyColumnName: 'b', "
                        + "headerColumnName: 'h', statusColumnName: 's')"
            })
    void thisIsHonoured(String statement) {
        assertThat(issues(statement)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "a select(mapColumn(id), unknown: true)#UnknownProperty",
                "a sort(asc(t, true), caseInsensitive: 'perhaps')#InvalidProperty",
                "a, b join(id == k, joinType: 'sideways')#InvalidProperty",
                "a, b join(id == k, broadcast: 'loud')#InvalidProperty",
                "a, b lookup(id == k, pickup: 'second')#InvalidProperty",
                "a keyGenerate(output(sk as long), startAt: 'one')#InvalidProperty",
                "a window(over(t), asc(id, true), startRowOffset: 1.5, n = sum(id))#InvalidProperty",
                "a rank(desc(id, true), dense: 'x', output(r as long))#InvalidProperty",
                "a parse(p = t ? (c as string), format: 'yaml')#InvalidProperty",
                "a parse(p = t ? (c as string), format: 'xml', validationMode: 'xsd')#InvalidProperty",
                "a stringify(s = tags ? string, format: 'xml')#UnsupportedSetting",
                "a stringify(s = tags ? string, format: 'delimited')#UnsupportedSetting",
                "a call(output(body as string), store: 'sql')#UnsupportedSetting",
                "a call(output(body as string), responseFormat: ['type' -> 'xml'])#UnsupportedSetting",
                "a call(output(body as string), httpMethod: 'BREW')#InvalidProperty",
            })
    void thisIsReported(String statement, ErrorCode code) {
        assertThat(issues(statement)).extracting(Issue::code).containsExactly(code);
    }
}
