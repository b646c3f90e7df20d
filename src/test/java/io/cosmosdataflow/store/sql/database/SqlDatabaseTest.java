package io.cosmosdataflow.store.sql.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.type.InterimType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlDatabaseTest {

    private static SqlDatabase of(String type, boolean embedded) {
        return new SqlDatabase(
                SqlKind.SQL_SERVER, embedded, "jdbc:x", "d", Map.of("password", Secret.of("p")), "db", type, 9);
    }

    @Test
    void synapseHasTypesOfItsOwn() {
        assertThat(of("AzureSqlDW", false).types().interim("xml")).isEmpty();
        assertThat(of("AzureSqlDatabase", false).types().interim("xml")).contains(InterimType.STRING);
        assertThat(of("AzureSqlDW", true).types().store())
                .isEqualTo(of("AzureSqlDatabase", true).types().store());
    }

    @Test
    void moreForTheDriverLeavesTheRestAsItIs() {
        SqlDatabase more = of("AzureSqlDW", false).with(Map.of("password", "other", "fast", "yes"));

        assertThat(more.properties().get("password").reveal()).isEqualTo("p");
        assertThat(more.properties().get("fast").reveal()).isEqualTo("yes");
        assertThat(more.type()).isEqualTo("AzureSqlDW");
        assertThat(more.commandTimeout()).isEqualTo(9);
        assertThat(more.toString()).doesNotContain("=p");
    }
}
