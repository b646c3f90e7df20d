package io.cosmosdataflow.definition;

import java.util.List;
import java.util.Objects;

/**
 * A list of activities inside an activity.
 *
 * @param name the property that it stands in, {@code ifTrueActivities} say; of a case of a Switch activity its value
 *     behind {@link #CASE}
 */
public record Branch(String name, List<Activity> activities) {

    /** Begins the names of the cases of a Switch activity. */
    public static final String CASE = "cases/";

    public Branch {
        Objects.requireNonNull(name, "name");
        activities = List.copyOf(activities);
    }
}
