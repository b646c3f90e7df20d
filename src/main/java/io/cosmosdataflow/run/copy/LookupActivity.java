package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.copy.AdditionalColumn;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.DatasetStores;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.Optional;

/**
 * The Lookup activity: reads rows from any source that Copy has, for the expressions of activities after it.
 *
 * <p>Source: Microsoft Learn, control-flow-lookup-activity.
 */
public final class LookupActivity implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties typeProperties =
                Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        boolean firstRowOnly = typeProperties.flag("firstRowOnly", true);
        Optional<Properties> settings = CopyActivity.required(typeProperties, "source");
        CopyStores stores = new CopyStores(scope);
        Optional<BoundSource> from = DatasetStores.named(
                        activity, "Name the dataset whose rows are looked up.", scope, issues)
                .filter(resolved -> hasRows(resolved, stores, activity, issues))
                .flatMap(resolved -> settings.flatMap(each -> stores.source(resolved, each)));
        Optional<CopySettings> columns =
                settings.map(each -> new CopySettings(AdditionalColumn.readAll(each), Translator.DEFAULT));
        typeProperties.finish();
        return from.map(source -> new CheckedLookup(source, columns.orElseThrow(), firstRowOnly));
    }

    private static boolean hasRows(ResolvedDataset resolved, CopyStores stores, Activity activity, Issues issues) {
        if (!stores.copiesFiles(resolved)) {
            return true;
        }
        issues.error(
                ErrorCode.InvalidProperty,
                resolved.dataset().span(),
                "Dataset '" + resolved.dataset().name() + "' is of type '"
                        + resolved.dataset().type() + "' and has no rows, which " + activity.shown() + " asks for.",
                "Describe the files by a dataset of their format.");
        return false;
    }
}
