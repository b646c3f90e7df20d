package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An argument that would be passed over is an error, wherever it stands. */
class ArgumentsTest {

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

    /** A ^ stands in front of the place that is told; the text is a part of the message or hint. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                // twice
                "a aggregate(groupBy(id), ^groupBy(t), c = count()) # groupBy(..) stands twice in aggregate 'x'.",
                "a window(over(id), ^over(t), asc(id, true), c = count()) # over(..) stands twice",
                "a pivot(groupBy(t), pivotBy(id, [1]), ^pivotBy(id, [2]), c = count()) # pivotBy(..) stands twice",
                "b unpivot(output(c as string, d as string), ungroupBy(k), ^ungroupBy(v)) # ungroupBy(..) stands",
                "a select(mapColumn(id), ^mapColumn(t)) # mapColumn(..) stands twice",
                "a sink(mapColumn(id), ^mapColumn(t)) # mapColumn(..) stands twice",
                "a foldDown(unroll(tags), ^unroll(tags), mapColumn(id)) # unroll(..) stands twice",
                "a foldDown(unroll(tags), mapColumn(id), ^mapColumn(t)) # mapColumn(..) stands twice",
                "a cast(output(id as long), ^output(t as date)) # output(..) stands twice",
                "a keyGenerate(output(n as long), ^output(m as long)) # output(..) stands twice",
                "a rank(asc(id, true), output(r as long), ^output(q as long)) # output(..) stands twice",
                "a derive(n = id, partitionBy('hash', 2, id), ^partitionBy('hash', 3, id)) # partitionBy(..) stands",
                "source(output(q as integer), ^output(r as integer)) # output(..) stands twice",
                "a, b join(id == k, joinType: 'left', ^joinType: 'inner') # 'joinType' stands twice in join 'x'.",
                "a, b join(id == k, joinType: 'left', ^JoinType: 'inner') # 'JoinType' stands twice",
                "a sort(asc(id, true), caseInsensitive: true, ^caseInsensitive: false) # 'caseInsensitive' stands",
                "a sink(saveOrder: 1, ^saveOrder: 2) # 'saveOrder' stands twice in sink 'x'.",
                "a keyGenerate(output(n as long), startAt: 1L, ^startAt: 2L) # 'startAt' stands twice",
                // names that are given twice
                "a derive(n = id, ^n = t) # There are two columns 'n' in derive 'x'.",
                "a aggregate(groupBy(t), n = sum(id), ^n = max(id)) # There are two columns 'n'",
                "a aggregate(groupBy(t), ^t = first(id)) # There are two columns 't'",
                "a window(over(n = lower(t)), asc(id, true), ^n = count()) # There are two columns 'n'",
                "a pivot(groupBy(t), pivotBy(id, [1]), n = count(), ^n = sum(id)) # There are two columns 'n'",
                "a stringify(n = tags ? string, ^n = tags ? string, format: 'json') # There are two columns 'n'",
                "a derive(n = @(p = id, ^p = t)) # There are two members 'p'",
                "a parse(n = t ? (p as string, p as ^string), format: 'json') # There are two fields 'p'",
                "a cast(output(id as long, ^id as string)) # There are two columns 'id'",
                // not known
                "a select(^id, t) # Columns stand in mapColumn(..).",
                "a select(^x = id) # This argument of select 'x' has no meaning here.",
                "a select(^mapColum(id)) # Did you mean 'mapColumn'?",
                "a sink(^id) # has no meaning here",
                "a sink(^mapColumns(id)) # Did you mean 'mapColumn'?",
                "source(^q as integer) # Columns stand in output(..).",
                "source(^outputs(q as integer)) # Did you mean 'output'?",
                "a foldDown(unroll(tags), ^id) # has no meaning here",
                "a cast(^id as long) # has no meaning here",
                "a keyGenerate(output(n as long), ^id) # has no meaning here",
                "a, b union(byName: true, id ^== k) # A union has no conditions.",
                "a derive(^n as integer) # Write name = expression ? type",
                "a aggregate(groupBy(t, ^n as integer), c = count()) # has no meaning here",
                "a select(mapColumn(id, ^limit: 3)) # has no meaning here",
                "a pivot(groupBy(t), pivotBy(^n = id, [1]), c = count()) # pivotBy() has no meaning here",
                "a alterRow(^insertIf(x = true())) # alterRow takes conditions only.",
                "a alterRow(insertIf(true()), ^id) # alterRow takes conditions only.",
                "a sort(^asc(id, true, 3)) # This is no sort condition.",
                "a sort(^asc(id, nullsFirst: true)) # This is no sort condition.",
                "a sort(^asc(id, 'last')) # This is no sort condition.",
                "a assert(^expectTrue(id > 0, false, 'i', message: 'x')) # expectTrue() takes a condition",
                "a assert(expectTrue(id > 0, false, ^t)) # There is no column 't' here.",
                "a derive(each(match(true()), ^match(false()), $$ = $$)) # has no meaning here",
                "a ^filter(id > 0, t == 'x') # A filter has one condition, not 2.",
                // properties
                "a select(mapColumn(id), ^skipDuplicateMapInput: true) # Did you mean 'skipDuplicateMapInputs'?",
                "a derive(n = id, ^joinType: 'left') # 'joinType' of derive 'x' is not known.",
                "a filter(id > 0, ^limit: 3) # 'limit' of filter 'x' is not known.",
                "a, b join(id == k, ^joinTyp: 'left') # Did you mean 'joinType'?",
                "a, b lookup(id == k, ^pickUps: 'first') # Did you mean 'pickup'?",
                "a, b exists(id == k, ^negated: true) # Did you mean 'negate'?",
                "a, b union(^byname2: true) # Did you mean 'byName'?",
                "a sort(asc(id, true), ^caseSensitive: true) # is not known.",
                "a window(over(t), asc(id, true), ^startRow: 1L, n = sum(id)) # is not known.",
                "a rank(asc(id, true), ^Densely: true, output(r as long)) # is not known.",
                "a keyGenerate(output(n as long), ^startsAt: 1L) # Did you mean 'startAt'?",
                "a pivot(groupBy(t), pivotBy(id, [1]), n = count(), ^columNaming: '$N$V') # 'columnNaming'?",
                "b unpivot(output(c as string, d as string), ungroupBy(k), ^ignoreNull: true) # is not known.",
                "a foldDown(unroll(tags), mapColumn(id), ^skipDuplicates: true) # is not known.",
                "a parse(p = t ? (c as string), format: 'json', ^documentForms: 'singleDocument') # 'documentForm'?",
                "a stringify(s = tags ? string, ^formats: 'json') # Did you mean 'format'?",
                "a assert(expectTrue(id > 0), ^aborts: true) # Did you mean 'abort'?",
                "a cast(output(id as long), ^error: true) # Did you mean 'errors'?",
                "a call(output(body as string), ^httpMethods: 'GET') # Did you mean 'httpMethod'?",
                "a call(output(body as string), headers: ['a' -> 'x', ^'a' -> 'y']) # 'a' stands twice in 'headers'.",
                // constants that come from the data
                "a derive(n = ^toDecimal(t, id, 2)) # the precision, must be known before there is data",
                "a derive(n = ^toDecimal(t, 10, id)) # the scale, must be known before there is data",
                "a derive(n = ^toDecimal(t, 10, 2, '0', t)) # the locale, must be known",
                "a derive(n = ^toInteger(t, '0', t)) # the locale, must be known",
                "a derive(n = ^toLong(t, '0', t)) # the locale, must be known",
                "a derive(n = ^toDouble(t, '0', t)) # the locale, must be known",
                "a derive(n = ^toString(id, '0', t)) # the locale, must be known",
                "a derive(n = ^toDate(t, 'yyyy', t)) # the locale, must be known",
                "a derive(n = ^toTimestamp(t, 'yyyy', t)) # the zone, must be known",
                "a derive(n = ^isTimestamp(t, 'yyyy', t)) # the zone, must be known",
                "a derive(n = ^isDouble(t, '0', t)) # the locale, must be known",
                "a derive(n = ^toDecimal(t, null(), 2)) # and not be NULL",
                "a derive(n = ^toDecimal(t, 39, 2)) # A decimal has 1 to 38 digits",
                "a derive(n = ^toDecimal(t, 5, 9)) # A decimal has 1 to 38 digits",
                "a derive(n = ^random(id)) # the seed, must be known",
                "a aggregate(n = ^first(t, id > 1)) # the ignoreNulls, must be known",
                "a aggregate(n = ^approxDistinctCount(t, id)) # the error, must be known",
                "a window(asc(id, true), n = ^nTile(id)) # the buckets, must be known",
                "a window(asc(id, true), n = ^lag(t, id)) # the rows, must be known",
                "a derive(n = ^flatten([[1]], id > 0)) # whether all depths are flattened, must be known",
                // time zones that do not exist
                "a derive(n = ^toTimestamp(t, 'yyyy', 'Mars/Olympus')) # There is no time zone 'Mars/Olympus'.",
                "a derive(n = ^isTimestamp(t, 'yyyy', 'Pacific Standard Time')) # There is no time zone",
                "a derive(n = ^fromUTC(toTimestamp(t), 'Mars')) # There is no time zone 'Mars'.",
                "a derive(n = ^toUTC(toTimestamp(t), 'Ma' + 'rs')) # There is no time zone 'Mars'.",
                "a derive(n = ^currentDate('Mars')) # There is no time zone 'Mars'.",
                "a derive(n = ^currentUTC('GMT+25:00')) # There is no time zone 'GMT+25:00'.",
                "a derive(n = ^monthsBetween(toTimestamp(t), toTimestamp(t), true(), 'Mars')) # There is no time zone"
            })
    void whatWouldBePassedOverIsAnErrorAtItsPlace(String marked, String message) {
        int column = marked.strip().indexOf('^') + 1;
        List<Issue> issues = issues(marked.strip().replace("^", ""));

        assertThat(issues).isNotEmpty();
        Issue issue = issues.get(0);
        assertThat(issue.severity()).isEqualTo(Severity.ERROR);
        assertThat(issue.message() + " " + issue.hint()).contains(message.strip());
        assertThat(issue.span().line()).isEqualTo(3);
        assertThat(issue.span().column()).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "a alterRow(upsertIf(id == 1), upsertIf(id == 2), deleteIf(true()))",
                "a derive(n = toDecimal(t, 5 + 5, 1 + 1))",
                "a derive(n = toTimestamp(t, 'yyyy', concat('U', 'TC')))",
                "a derive(each(match(true()), $$ = $$), t = upper(t))",
                "a derive(x := id, n = :x, m = :x)",
                "a aggregate(groupBy(t), each(match(true()), $$ = first($$)))",
                "a sort(asc(id, true()), desc(t, 1 == 2))",
                "a window(over(t), asc(id, true), desc(t, false), n = first(t, 1 == 1))",
                "a select(mapColumn(id, x = t, each(match(name == 'tags'))))"
            })
    void whatCountsIsNoError(String statement) {
        assertThat(issues(statement)).isEmpty();
    }
}
