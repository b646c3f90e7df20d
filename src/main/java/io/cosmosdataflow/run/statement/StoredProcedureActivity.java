package io.cosmosdataflow.run.statement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlDataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.statement.ProcedureCall;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The Stored procedure activity. Rows that the procedure gives are passed over, as the activity has no output for them.
 *
 * <p>Source: Microsoft Learn, transform-data-using-stored-procedure, and "Supported capabilities" of the connectors'
 * pages.
 */
public final class StoredProcedureActivity implements ActivityType {

    private static final List<String> SERVICES =
            List.of("AzureSqlDatabase", "AzureSqlDW", "AzureSqlMI", "SqlServer", "AmazonRdsForSqlServer", "Warehouse");

    private static final List<String> POOLS = List.of("AzureSqlDW");

    /** {@code server.database.schema.procedure}. */
    private static final int MOST_PARTS = 4;

    private final String place;
    private final List<String> services;

    public StoredProcedureActivity() {
        this("linkedServiceName", SERVICES);
    }

    private StoredProcedureActivity(String place, List<String> services) {
        this.place = place;
        this.services = services;
    }

    /**
     * On a dedicated SQL pool of the workspace. Source: Microsoft Learn, Azure Synapse Analytics, "Transform data by using
     * SQL pool stored procedure".
     */
    public static StoredProcedureActivity onAPool() {
        return new StoredProcedureActivity("sqlPool", POOLS);
    }

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties settings = Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        Optional<List<String>> name = name(settings);
        Optional<List<StatementParameter>> parameters = new ParameterReader(scope).named(settings);
        settings.finish();
        return StatementService.of(activity, place, services, scope, issues)
                .flatMap(service -> name.flatMap(parts -> parameters
                        .map(values -> new ProcedureCall(parts, values))
                        .map(call -> (CheckedActivity) context -> run(service, call, context))));
    }

    private static Optional<List<String>> name(Properties settings) {
        String property = "storedProcedureName";
        String name = settings.requiredText(property);
        if (name.isBlank()) {
            return Optional.empty();
        }
        Optional<List<String>> parts = SqlDataset.parts(name, MOST_PARTS);
        if (parts.isEmpty()) {
            settings.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            settings.spanOf(property),
                            "'" + property + "' of " + settings.owner() + " is '" + name
                                    + "', which is no name of a procedure.",
                            "Write schema and name with a point between them: [dbo].[usp_load].");
        }
        return parts;
    }

    private static ObjectNode run(StatementService service, ProcedureCall call, ActivityContext context) {
        Instant start = Instant.now();
        service.during(context, session -> session.call(call));
        return JsonNodeFactory.instance
                .objectNode()
                .put("effectiveIntegrationRuntime", CheckedActivity.RUNTIME)
                .put("executionDuration", Duration.between(start, Instant.now()).toSeconds());
    }
}
