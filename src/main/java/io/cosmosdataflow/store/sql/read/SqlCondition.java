package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Or;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Filters of Spark as conditions of SQL that are true wherever the filter is: exact numbers in any comparison, texts
 * only for equality, which no collation denies to equal texts; nothing negated.
 */
final class SqlCondition {

    private final SqlTable table;
    private final SqlDialect dialect;

    SqlCondition(SqlTable table) {
        this.table = table;
        this.dialect = table.read().database().dialect();
    }

    /** Empty if the database might decide more strictly. */
    Optional<String> of(Filter filter) {
        if (filter instanceof And and) {
            Optional<String> left = of(and.left());
            Optional<String> right = of(and.right());
            return left.isPresent() && right.isPresent()
                    ? Optional.of("(" + left.get() + " AND " + right.get() + ")")
                    : left.or(() -> right);
        }
        if (filter instanceof Or or) {
            return of(or.left()).flatMap(left -> of(or.right()).map(right -> "(" + left + " OR " + right + ")"));
        }
        if (filter instanceof IsNull test) {
            return column(test.attribute()).map(column -> dialect.quote(column.name()) + " IS NULL");
        }
        if (filter instanceof IsNotNull test) {
            return column(test.attribute()).map(column -> dialect.quote(column.name()) + " IS NOT NULL");
        }
        if (filter instanceof EqualTo test) {
            return comparison(test.attribute(), "=", test.value());
        }
        if (filter instanceof In test) {
            return in(test);
        }
        if (filter instanceof GreaterThan test) {
            return range(test.attribute(), ">", test.value());
        }
        if (filter instanceof GreaterThanOrEqual test) {
            return range(test.attribute(), ">=", test.value());
        }
        if (filter instanceof LessThan test) {
            return range(test.attribute(), "<", test.value());
        }
        if (filter instanceof LessThanOrEqual test) {
            return range(test.attribute(), "<=", test.value());
        }
        return Optional.empty();
    }

    private Optional<String> in(In test) {
        List<String> literals = new ArrayList<>();
        for (Object value : test.values()) {
            Optional<String> literal = column(test.attribute()).flatMap(column -> literal(column, value));
            if (literal.isEmpty()) {
                return Optional.empty();
            }
            literals.add(literal.get());
        }
        return literals.isEmpty() || literals.size() > 500
                ? Optional.empty()
                : Optional.of(dialect.quote(test.attribute()) + " IN (" + String.join(", ", literals) + ")");
    }

    private Optional<String> range(String attribute, String operator, Object value) {
        return value instanceof String || value instanceof UTF8String
                ? Optional.empty()
                : comparison(attribute, operator, value);
    }

    private Optional<String> comparison(String attribute, String operator, Object value) {
        return column(attribute).flatMap(column -> literal(column, value)
                .map(text -> dialect.quote(column.name()) + " " + operator + " " + text));
    }

    private static Optional<String> literal(SqlColumn column, Object value) {
        boolean bits = column.nativeType().startsWith("bit");
        boolean number = value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigDecimal;
        // a number without a scale of its own has been rounded
        boolean rounded = column.carrier().equals(InterimType.DECIMAL.carrier());
        if (number && !bits && !rounded) {
            return Optional.of(value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString());
        }
        // a backslash escapes in some modes of some databases
        boolean text = (value instanceof String || value instanceof UTF8String)
                && column.comparesTexts()
                && value.toString().indexOf('\\') < 0;
        if (!text) {
            return Optional.empty();
        }
        boolean wide = column.nativeType().startsWith("n");
        return Optional.of((wide ? "N'" : "'") + value.toString().replace("'", "''") + "'");
    }

    private Optional<SqlColumn> column(String attribute) {
        return table.fields().stream()
                .filter(column -> column.name().equals(attribute))
                .findFirst();
    }
}
