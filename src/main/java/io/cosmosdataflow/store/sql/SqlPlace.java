package io.cosmosdataflow.store.sql;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.util.Optional;

/**
 * A relational database that the definitions name.
 *
 * @param known empty in local mode, which brings its own
 */
record SqlPlace(LinkedService service, Optional<SqlLinkedService> known) {

    /** Empty if the database cannot be reached with what is written, which is reported, or is known only in the run, or it is no database. */
    static Optional<SqlPlace> of(LinkedService service, LocalDatabases local, Issues issues) {
        if (!SqlLinkedService.is(service)) {
            return Optional.empty();
        }
        return local.standsInFor(service)
                ? Optional.of(new SqlPlace(service, Optional.empty()))
                : SqlLinkedService.read(service, issues).map(read -> new SqlPlace(service, Optional.of(read)));
    }

    /** Makes a database of local mode if it is missing; else no I/O. */
    SqlDatabase open(LocalDatabases local, Opening with) {
        return known.map(SqlDatabase::of).orElseGet(() -> local.database(service, with));
    }
}
