package io.cosmosdataflow.run.statement;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Script activity.
 *
 * <p>Source: Microsoft Learn, transform-data-using-script, "Supported capabilities" of the connectors' pages, and Azure
 * Database for PostgreSQL, "Script activity in Data Factory".
 */
public final class ScriptActivity implements ActivityType {

    private static final List<String> SERVICES = List.of(
            "AzureSqlDatabase",
            "AzureSqlDW",
            "AzureSqlMI",
            "SqlServer",
            "Oracle",
            "AzurePostgreSql",
            "Snowflake",
            "SnowflakeV2",
            "Warehouse");

    /** Parameters of this database may have a place and no name. */
    private static final String WITH_PLACES = "AzurePostgreSql";

    /** Data Factory's words. */
    private enum Kind {
        Query,
        NonQuery
    }

    /** Data Factory's words. */
    private enum Destination {
        ActivityOutput,
        ExternalStore
    }

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties settings = Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        settings.ignore("returnMultistatementResult", "treatDecimalAsString")
                .unsupported("scriptReference", "files of scripts are not read; write the text into 'scripts'");
        Optional<Duration> timeout = TimeSpan.read(settings, "scriptBlockExecutionTimeout", TimeSpan::of);
        Optional<StatementService> service =
                StatementService.of(activity, "linkedServiceName", SERVICES, scope, issues);
        boolean places = service.filter(each -> each.linkedService().type().equalsIgnoreCase(WITH_PLACES))
                .isPresent();
        List<Optional<ScriptBlock>> blocks = settings.objects("scripts").stream()
                .map(block -> block(block, timeout, scope, places || service.isEmpty()))
                .toList();
        if (blocks.isEmpty() && !settings.present("scriptReference")) {
            settings.missing("scripts");
        }
        boolean messages = messages(settings);
        boolean known = !blocks.isEmpty()
                && blocks.stream().allMatch(Optional::isPresent)
                && !settings.waits("scripts", "scriptBlockExecutionTimeout", "logSettings");
        settings.finish();
        return service.filter(each -> known)
                .map(each -> context -> ScriptOutput.of(
                        each,
                        blocks.stream().flatMap(Optional::stream).toList(),
                        messages,
                        context.withSpark(ActivitySession.of(context.spark()))));
    }

    private static Optional<ScriptBlock> block(
            Properties block, Optional<Duration> timeout, RunScope scope, boolean places) {
        String text = block.requiredText("text");
        Kind kind = block.choice("type", Kind.Query);
        Optional<List<StatementParameter>> read = new ParameterReader(scope).listed(block, places);
        boolean known = !text.isBlank() && !block.waits("text", "type");
        block.finish();
        return read.filter(each -> known)
                .map(each -> new ScriptBlock(
                        text,
                        scope.hasSecret(text),
                        kind == Kind.Query,
                        each,
                        timeout,
                        ScriptOutput.MOST_ROWS,
                        ScriptOutput.MOST_BYTES));
    }

    /** Whether the output has what the database says. */
    private static boolean messages(Properties settings) {
        Optional<Properties> log = settings.object("logSettings");
        log.ifPresent(each -> {
            if (each.choice("logDestination", Destination.ActivityOutput) == Destination.ExternalStore) {
                each.unsupported("logDestination", "messages of a script go to the output of the activity only");
            }
            each.ignore("logLocationSettings").finish();
        });
        return log.isPresent();
    }
}
