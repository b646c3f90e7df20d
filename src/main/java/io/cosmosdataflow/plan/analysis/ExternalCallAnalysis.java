package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.demand.DocumentForm;
import io.cosmosdataflow.demand.HttpCall;
import io.cosmosdataflow.demand.HttpCall.Method;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.ExternalCall;
import io.cosmosdataflow.plan.node.Node.ProjectedColumn;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code call(mapColumn(id), output(body as (name as string), headers as [string,string], status as integer), store:
 * 'restservice', format: 'rest', httpMethod: 'POST', entity: 'api/todo')}. The columns of the input stay; those of
 * {@code output(..)} come behind them.
 *
 * <p>Source: Microsoft Learn, data-flow-external-call.
 */
public final class ExternalCallAnalysis {

    private static final int TIMEOUT_SECONDS = 30;
    private static final int MOST_SECONDS = 600;
    private static final int MOST_INTERVAL_MILLIS = 60_000;

    private ExternalCallAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        Properties properties = context.properties();
        properties.ignore("allowSchemaDrift", "validateSchema");
        only(properties, "store", "restservice");
        only(properties, "format", "rest");
        properties.object("requestFormat").ifPresent(format -> {
            only(format, "type", "json");
            format.finish();
        });
        MadeColumns columns = MadeColumns.keeping(context.input(), context.name());
        List<ProjectedColumn> response =
                SourceAnalysis.projection(context.nested("output").orElse(List.of()), context);
        for (ProjectedColumn column : response) {
            columns.put(new Assigned(
                    column.name(),
                    new Constant(null, column.type()),
                    context.statement().span()));
        }
        Optional<String> body = slot(properties, "bodyColumnName", "body", columns, response);
        Optional<String> headers = slot(properties, "headerColumnName", "headers", columns, response);
        Optional<String> status = slot(properties, "statusColumnName", "status", columns, response);
        checkKnown(context, response, properties);
        List<Output> request = request(context);
        HttpCall call = new HttpCall(
                properties.choice("httpMethod", Method.GET),
                properties.text("entity", ""),
                headers(properties),
                properties.integer("timeout", TIMEOUT_SECONDS, 1, MOST_SECONDS),
                properties.integer("requestInterval", 0, 0, MOST_INTERVAL_MILLIS),
                new HttpCall.Answer(form(properties), body, headers, status));
        StreamSchema schema = new StreamSchema(
                columns.columns(),
                context.input().open(),
                context.input().declared(),
                context.input().marks());
        return Optional.of(new ExternalCall(
                context.shape(schema), context.bindings().of(context.name()), call, columns.outputs(), request));
    }

    private static void only(Properties properties, String name, String supported) {
        properties
                .text(name)
                .filter(text -> !text.equalsIgnoreCase(supported))
                .ifPresent(text -> properties.unsupported(name, "only '" + supported + "' is, not '" + text + "'"));
    }

    private static DocumentForm form(Properties properties) {
        Optional<Properties> format = properties.object("responseFormat");
        format.ifPresent(each -> only(each, "type", "json"));
        DocumentForm form = format.map(each -> each.choice("documentForm", DocumentForm.singleDocument))
                .orElse(DocumentForm.singleDocument);
        format.ifPresent(Properties::finish);
        return form;
    }

    /** All columns of the input, unless {@code mapColumn} chooses. */
    private static List<Output> request(StatementContext context) {
        Duplicates duplicates = Duplicates.of(context.properties());
        MadeColumns request = new MadeColumns(context.name());
        Optional<List<Argument>> mapping = context.nested("mapColumn");
        if (mapping.isEmpty()) {
            for (StreamColumn column : context.input().columns()) {
                request.addIfAbsent(column.name(), new ColumnValue(column));
            }
        } else {
            Assignments.Result result = Assignments.of(mapping.get(), context.scope(), context.issues());
            duplicates.map(result.columns(), request);
            duplicates.checkUnique(context, request);
        }
        return request.outputs();
    }

    private static Map<String, String> headers(Properties properties) {
        Map<String, String> headers = new LinkedHashMap<>();
        properties.object("headers").ifPresent(object -> {
            JsonObject json = object.json();
            json.members().keySet().forEach(name -> object.text(name).ifPresent(text -> headers.put(name, text)));
        });
        return headers;
    }

    /** Empty if the output has no such column. */
    private static Optional<String> slot(
            Properties properties,
            String property,
            String otherwise,
            MadeColumns columns,
            List<ProjectedColumn> response) {
        String name = properties.text(property, otherwise);
        return response.stream().anyMatch(column -> column.name().equals(name))
                ? columns.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .map(StreamColumn::slot)
                        .findFirst()
                : Optional.empty();
    }

    private static void checkKnown(StatementContext context, List<ProjectedColumn> response, Properties properties) {
        Set<String> known = Set.of(
                properties.text("bodyColumnName", "body"),
                properties.text("headerColumnName", "headers"),
                properties.text("statusColumnName", "status"));
        for (ProjectedColumn column : response) {
            if (!known.contains(column.name())) {
                context.invalid(
                        context.statement().transformationSpan(),
                        "The column '" + column.name() + "' of the answer is neither its body nor its headers nor its"
                                + " status.",
                        "Name it in bodyColumnName, headerColumnName or statusColumnName.");
            }
        }
    }
}
