package io.cosmosdataflow.plan.expression;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.internal.SQLConf;
import scala.collection.JavaConverters;

/**
 * Evaluates expressions with Spark's own analyzer and evaluator, without a session: a constant has the value
 * that the same expression has in a row.
 */
final class ConstantEvaluation {

    private ConstantEvaluation() {}

    /** Made only if it is needed, as it takes a while. */
    private static final class Settings {
        private static final SQLConf CONF = conf();

        private static SQLConf conf() {
            SQLConf conf = new SQLConf();
            FlowSession.SETTINGS.forEach(conf::setConfString);
            return conf;
        }
    }

    /** For what names functions or types loosely; takes about a second to make, which a check only spends if it must. */
    private static final class FullAnalyzer {
        private static final Analyzer ANALYZER = new Analyzer(new SessionCatalog(
                new InMemoryCatalog(new SparkConf(false), new Configuration(false)), FunctionRegistry.builtin()));
    }

    /** Plain ones right here, the rest by Spark; empty for NULL and for what needs data. */
    static List<Optional<Object>> of(List<TypedExpression> expressions, Instant startOfRun) {
        List<Optional<Object>> values = new ArrayList<>();
        List<TypedExpression> left = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (TypedExpression expression : expressions) {
            Optional<Object> plain = PlainConstants.value(expression);
            boolean settled = plain.isPresent() || expression instanceof TypedExpression.Constant;
            if (!settled && !ConstantValues.needsData(expression)) {
                places.add(values.size());
                left.add(expression);
            }
            values.add(plain);
        }
        List<Optional<Object>> evaluated = bySpark(left, startOfRun);
        for (int i = 0; i < places.size(); i++) {
            values.set(places.get(i), evaluated.get(i));
        }
        return values;
    }

    static List<Optional<Object>> bySpark(List<TypedExpression> expressions, Instant startOfRun) {
        ColumnBuilder builder = ColumnBuilder.of(startOfRun);
        return evaluate(expressions.stream().map(builder::column).toList());
    }

    private static List<Optional<Object>> evaluate(List<Column> columns) {
        if (columns.isEmpty()) {
            return List.of();
        }
        return SQLConf.withExistingConf(Settings.CONF, () -> {
            List<NamedExpression> named = new ArrayList<>();
            columns.forEach(
                    column -> named.add(column.as("value" + named.size()).named()));
            Project plan = new Project(JavaConverters.asScalaBuffer(named).toSeq(), new OneRowRelation());
            LogicalPlan resolved = plan.resolved() ? plan : FullAnalyzer.ANALYZER.execute(plan);
            Project project = (Project) ReplaceExpressions$.MODULE$.apply(resolved);
            return JavaConverters.seqAsJavaList(project.projectList()).stream()
                    .map(ConstantEvaluation::value)
                    .toList();
        });
    }

    /** Random values are not constants. */
    private static Optional<Object> value(NamedExpression named) {
        Expression expression = ((Alias) named).child();
        return expression.deterministic()
                ? Optional.ofNullable(
                        CatalystTypeConverters.convertToScala(expression.eval(null), expression.dataType()))
                : Optional.empty();
    }
}
