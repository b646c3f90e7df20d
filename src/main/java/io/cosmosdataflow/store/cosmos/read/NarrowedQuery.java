package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.demand.SourceDemand;
import io.cosmosdataflow.project.Projection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The query for no more than a data flow needs of a container: the properties behind the columns that it uses, of
 * the documents that may pass its filters. Documents that are left out are certain to give no row that matters;
 * all others may come.
 *
 * @param projection which columns the source declares; others are drifted
 * @param withheld properties that the store takes off the documents, so that columns of their names are NULL
 */
public record NarrowedQuery(Projection projection, Set<String> withheld) {

    /** The service takes half a megabyte; a query that is long by its columns is not worth its parsing. */
    private static final int LONGEST_SELECT = 32_000;

    private static final int LONGEST_CONDITION = 64_000;

    public NarrowedQuery {
        Objects.requireNonNull(projection, "projection");
        withheld = Set.copyOf(withheld);
    }

    /** Empty if everything is needed. */
    public Optional<String> of(SourceDemand demand) {
        if (projection.validateSchema()) {
            return Optional.empty();
        }
        Optional<String> condition = new DocumentCondition(projection, withheld)
                .of(demand.rows())
                .filter(text -> text.length() <= LONGEST_CONDITION);
        String selected = selected(demand.columns());
        return selected.equals("*") && condition.isEmpty()
                ? Optional.empty()
                : Optional.of("SELECT " + selected + " FROM c"
                        + condition.map(text -> " WHERE " + text).orElse(""));
    }

    /** A missing property is left out of a result, as it is out of the document; a null stays. */
    private String selected(List<String> columns) {
        List<String> stored =
                columns.stream().filter(name -> !withheld.contains(name)).toList();
        String selected = stored.isEmpty()
                ? SqlText.property("id")
                : stored.stream().map(SqlText::property).collect(Collectors.joining(", "));
        return selected.length() > LONGEST_SELECT ? "*" : selected;
    }
}
