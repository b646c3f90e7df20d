package io.cosmosdataflow.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Values of Columns that need no data, by Spark's own analyzer and evaluator, without a session. */
public final class ConstantColumns {

    private ConstantColumns() {}

    /** For what names functions or types loosely; takes about a second to make, which a check only spends if it must. */
    private static final class FullAnalyzer {
        private static final Analyzer ANALYZER = new Analyzer(new SessionCatalog(
                new InMemoryCatalog(new SparkConf(false), new Configuration(false)), FunctionRegistry.builtin()));
    }

    /**
     * The values as rows of a session would have them; empty for NULL, and for a random value.
     *
     * @param settings of that session
     */
    public static List<Optional<Object>> of(List<Column> columns, Map<String, String> settings) {
        if (columns.isEmpty()) {
            return List.of();
        }
        SQLConf conf = new SQLConf();
        settings.forEach(conf::setConfString);
        return SQLConf.withExistingConf(conf, () -> {
            List<NamedExpression> named = new ArrayList<>();
            columns.forEach(
                    column -> named.add(column.as("value" + named.size()).named()));
            Project plan = new Project(JavaConverters.asScalaBuffer(named).toSeq(), new OneRowRelation());
            LogicalPlan resolved = plan.resolved() ? plan : FullAnalyzer.ANALYZER.execute(plan);
            Project project = (Project) ReplaceExpressions$.MODULE$.apply(resolved);
            return JavaConverters.seqAsJavaList(project.projectList()).stream()
                    .map(ConstantColumns::value)
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
