package io.cosmosdataflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.AskedNames;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.sql.database.Dialects;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.flow.SqlFlowSinkSettings;
import io.cosmosdataflow.store.sql.flow.SqlFlowSourceSettings;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings;
import io.cosmosdataflow.store.sql.sink.SqlSinkSettings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/relational.md names each setting of tables that the code knows, and no other. */
class RelationalPageTest {

    private static final Page PAGE = Page.of("relational.md");

    /** Settings that {@code docs/copy.md} has for every source and sink. */
    private static final Set<String> OF_EVERY_END =
            Set.of("type", "maxConcurrentConnections", "sinkRetryCount", "sinkRetryWait");

    /** Says that the source or sink is a table. */
    private static final String INLINE = "store";

    @Test
    void theSettingsOfSourcesOfACopyAreThoseThatTheCodeKnows() {
        assertThat(described("Sources of a Copy activity", "setting"))
                .isEqualTo(known(
                        each -> Arrays.stream(SqlKind.values()).forEach(kind -> SqlSourceSettings.read(each, kind))));
    }

    @Test
    void theSettingsOfSinksOfACopyAreThoseThatTheCodeKnows() {
        assertThat(described("Sinks of a Copy activity", "setting"))
                .isEqualTo(known(
                        each -> Arrays.stream(SqlKind.values()).forEach(kind -> SqlSinkSettings.read(each, kind))));
    }

    @Test
    void theSettingsOfSourcesOfADataFlowAreThoseThatTheCodeKnows() {
        Stream<Set<String>> formats = Stream.of("table", "query", "storedProcedure")
                .map(format -> known(
                        each -> SqlFlowSourceSettings.read(each, Optional.empty(), true), Map.of("format", format)));

        Set<String> known = formats.flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        known.removeAll(Set.of("name", "value"));
        assertThat(described("Sources of a data flow", "source setting")).isEqualTo(known);
    }

    @Test
    void theSettingsOfSinksOfADataFlowAreThoseThatTheCodeKnows() {
        Set<String> known = known(each -> {
            SqlFlowSinkSettings.read(each, EnumSet.allOf(RowPolicy.class), List.of("id"), true);
            SqlFlowSinkSettings.table(each);
        });

        assertThat(described("Sinks of a data flow", "sink setting")).isEqualTo(known);
    }

    @Test
    void theDriversAreThoseThatErrorsName() {
        Set<String> coordinates = Arrays.stream(SqlKind.values())
                .flatMap(kind -> Dialects.of(kind).drivers().stream())
                .map(SqlDialect.Driver::coordinate)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(PAGE.code()).containsAll(coordinates);
    }

    @Test
    void theErrorsThatAreNamedExist() {
        Set<String> codes =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::name).collect(Collectors.toSet());
        Set<String> named = PAGE.code().stream()
                .filter(word -> word.matches("Sql[A-Z][A-Za-z]*|Copy(Sink|Source)[A-Za-z]*|Unsupported[A-Za-z]*"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(codes).containsAll(named);
        assertThat(named).contains("SqlDriverMissing", "SqlConflict", "SqlRowRefused");
    }

    private static Set<String> described(String section, String table) {
        return PAGE.rows().stream()
                .filter(row -> row.section().equals(section) && row.table().equals(table))
                .flatMap(row -> Page.code(row.cells().get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> known(Consumer<Properties> reader) {
        return known(reader, Map.of());
    }

    /** Names without the path that leads to them. */
    private static Set<String> known(Consumer<Properties> reader, Map<String, String> given) {
        Set<String> names = AskedNames.of(reader, given).stream()
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(OF_EVERY_END);
        names.remove(INLINE);
        return names;
    }
}
