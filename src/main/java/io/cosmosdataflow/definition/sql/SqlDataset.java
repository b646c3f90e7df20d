package io.cosmosdataflow.definition.sql;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table or view as a dataset names it: {@code schema} and {@code table}, or the older {@code tableName}, whose
 * parts may stand in brackets, double quotes or back ticks. Names count as they are written, upper and lower case.
 *
 * <p>Source: Microsoft Learn, the connector pages that {@link SqlKind} names, "Dataset properties".
 *
 * @param schema empty for the database's default
 * @param table empty if it names none, which is right for a source with a query
 */
public record SqlDataset(String name, Optional<String> schema, Optional<String> table, Span span) {

    /** Of the older connectors without a type of their own: any database but SQL Server. */
    public static final String RELATIONAL_TYPE = "RelationalTable";

    public SqlDataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(span, "span");
    }

    public static boolean is(Dataset dataset) {
        return SqlKind.ofDataset(dataset.type()).isPresent() || dataset.type().equalsIgnoreCase(RELATIONAL_TYPE);
    }

    /**
     * Empty if the table's name cannot be read, which is reported, or is not known before the run.
     *
     * @param dataset with its expressions resolved
     */
    public static Optional<SqlDataset> read(Dataset dataset, Issues issues) {
        Properties properties = Properties.of(dataset.typeProperties(), dataset.shown(), issues);
        boolean waiting = properties.waits("schema", "table", "tableName");
        Optional<String> schema = properties.filled("schema");
        Optional<String> table = properties.filled("table");
        Optional<String> legacy = properties.filled("tableName");
        properties.finish();
        if (waiting) {
            return Optional.empty();
        }
        if (table.isPresent() || legacy.isEmpty()) {
            return Optional.of(new SqlDataset(dataset.name(), schema, table, dataset.span()));
        }
        Optional<List<String>> parts = parts(legacy.get());
        if (parts.isEmpty()) {
            issues.error(
                    ErrorCode.InvalidProperty,
                    properties.spanOf("tableName"),
                    "'tableName' of " + dataset.shown() + " is '" + legacy.get() + "', which is no name of a table.",
                    "Write 'schema' and 'table' instead.");
        }
        return parts.map(found -> new SqlDataset(
                dataset.name(),
                found.size() > 1 ? Optional.of(found.get(0)) : schema,
                Optional.of(found.get(found.size() - 1)),
                dataset.span()));
    }

    /** {@code schema.table} or {@code table}; empty if {@code name} is neither. */
    public static Optional<List<String>> parts(String name) {
        return parts(name, 2);
    }

    /** Names with points between, at most so many; empty if {@code name} is something else. */
    public static Optional<List<String>> parts(String name, int most) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at <= name.length()) {
            StringBuilder part = new StringBuilder();
            at = part(name, at, part);
            boolean more = at >= 0 && at < name.length();
            if (at < 0 || part.toString().isBlank() || more && name.charAt(at) != '.') {
                return Optional.empty();
            }
            parts.add(part.toString());
            at++;
        }
        return parts.size() <= most ? Optional.of(parts) : Optional.empty();
    }

    /** Where the part ends; -1 if its quote has no end. */
    private static int part(String name, int start, StringBuilder part) {
        int at = start;
        while (at < name.length() && name.charAt(at) == ' ') {
            at++;
        }
        char open = at < name.length() ? name.charAt(at) : '.';
        if (open != '[' && open != '"' && open != '`') {
            int dot = name.indexOf('.', at);
            int end = dot < 0 ? name.length() : dot;
            part.append(name.substring(at, end).trim());
            return end;
        }
        char close = open == '[' ? ']' : open;
        for (at++; at < name.length(); at++) {
            if (name.charAt(at) != close) {
                part.append(name.charAt(at));
            } else if (at + 1 < name.length() && name.charAt(at + 1) == close) {
                part.append(close);
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }
}
