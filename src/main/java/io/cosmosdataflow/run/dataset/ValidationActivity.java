package io.cosmosdataflow.run.dataset;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.MetadataField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Validation activity: waits until a file, a folder or a table is there, and is as it should be.
 *
 * <p>Source: Microsoft Learn, control-flow-validation-activity.
 */
public final class ValidationActivity implements ActivityType {

    private static final Duration TIMEOUT = Duration.ofHours(12);
    private static final int SECONDS_BETWEEN_LOOKS = 10;
    private static final int SECONDS_OF_A_DAY = 86_400;

    private static final String SIZE = "minimumSize";
    private static final String CHILDREN = "childItems";

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties =
                Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        Optional<NamedItem> item = NamedItem.of(activity, Set.of(), properties, scope, issues);
        Duration timeout = TimeSpan.read(properties, "timeout", TimeSpan::of).orElse(TIMEOUT);
        int seconds = properties.integer("sleep", SECONDS_BETWEEN_LOOKS, 1, SECONDS_OF_A_DAY);
        Optional<Boolean> childItems = properties.value(CHILDREN).map(value -> properties.flag(CHILDREN, false));
        ItemWish wish = new ItemWish(minimumSize(properties), childItems);
        properties.finish();
        boolean waits = properties.waits("timeout", "sleep", SIZE, CHILDREN);
        return item.filter(each ->
                        isKnown(MetadataField.size, SIZE, wish.minimumSize().isPresent(), each, properties)
                                & isKnown(MetadataField.childItems, CHILDREN, childItems.isPresent(), each, properties))
                .filter(each -> each.opener().isPresent() && !waits)
                .map(each -> new CheckedValidation(
                        each, wish, new CheckedValidation.Times(timeout, Duration.ofSeconds(seconds)), properties));
    }

    /** Any size is as good as none. */
    private static Optional<Long> minimumSize(Properties properties) {
        return properties
                .filled(SIZE)
                .flatMap(digits -> digits.matches("\\d{1,18}")
                        ? Optional.of(Long.valueOf(digits))
                        : properties.notAllowed(SIZE, digits, List.of("a number of bytes")))
                .filter(size -> size > 0);
    }

    private static boolean isKnown(
            MetadataField field, String name, boolean given, NamedItem item, Properties properties) {
        boolean known = !given || item.fields().contains(field);
        if (!known) {
            properties
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            properties.spanOf(name),
                            "'" + name + "' of " + properties.owner() + " cannot be asked of dataset '"
                                    + item.dataset().name() + "' of type '"
                                    + item.dataset().type() + "'.",
                            "Remove it: the activity waits until the table is there.");
        }
        return known;
    }

    /** It has a timeout of its own, and looks as often as it takes. */
    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
