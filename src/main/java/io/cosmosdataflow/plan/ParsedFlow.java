package io.cosmosdataflow.plan;

import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.statement.Bindings;
import io.cosmosdataflow.script.Script;
import io.cosmosdataflow.script.Script.LibraryFunction;
import io.cosmosdataflow.script.ScriptParser;
import io.cosmosdataflow.script.ScriptText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A data flow, flowlet or library with its script read.
 *
 * @param libraries functions of the libraries that the data flow names
 */
public record ParsedFlow(
        String name,
        JsonObject typeProperties,
        ScriptText text,
        Script script,
        Map<String, LibraryFunction> libraries) {

    /** Source: Microsoft Learn, data-flow-expressions-usage, date and time functions. */
    private static final Pattern CLOCK = Pattern.compile("\\bcurrent(Date|Timestamp|UTC)\\b", Pattern.CASE_INSENSITIVE);

    public ParsedFlow {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(typeProperties, "typeProperties");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(script, "script");
        libraries = Map.copyOf(libraries);
    }

    /** Empty if there is no script; that, and all mistakes in its syntax, are reported. */
    public static Optional<ParsedFlow> of(DataFlow flow, Factory factory, Issues issues) {
        if (flow.ofPreview()) {
            issues.error(
                    ErrorCode.UnsupportedSetting,
                    flow.span(),
                    "Data flow '" + flow.name() + "' has the form of the preview of 2018, which predates"
                            + " 'typeProperties' and the script of a whole data flow.",
                    "Open it in the Studio of Data Factory and save it, which writes today's form.");
            return Optional.empty();
        }
        Optional<ScriptText> text = ScriptText.of(flow.typeProperties(), flow.span(), issues);
        return text.map(script -> new ParsedFlow(
                flow.name(),
                flow.typeProperties(),
                script,
                parsed(script, issues),
                libraries(flow.typeProperties(), factory, issues)));
    }

    /** A script that stands in no factory. */
    public static ParsedFlow of(String name, String script, Issues issues) {
        ScriptText text = ScriptText.of(script, name);
        JsonObject nothing = new JsonObject(text.at(0), Map.of());
        return new ParsedFlow(name, nothing, text, parsed(text, issues), Map.of());
    }

    /**
     * Whether values of its script may depend on the time of the run; those of a flowlet or library may.
     *
     * @param given what an activity says, with expressions for its parameters
     */
    public boolean mayAskClock(JsonObject given) {
        return CLOCK.matcher(text.text()).find()
                || CLOCK.matcher(given.toString()).find()
                || !libraries.isEmpty()
                || typeProperties.find("flowlets").isPresent();
    }

    private static Script parsed(ScriptText text, Issues issues) {
        Issues found = Issues.of(text::excerpt);
        Script script = ScriptParser.parse(text, found);
        issues.addAll(found);
        return script;
    }

    private static Map<String, LibraryFunction> libraries(JsonObject typeProperties, Factory factory, Issues issues) {
        Map<String, LibraryFunction> functions = new HashMap<>();
        typeProperties
                .find("udfLibraries")
                .map(Member::value)
                .filter(JsonArray.class::isInstance)
                .ifPresent(array -> ((JsonArray) array)
                        .items().stream()
                                .filter(JsonObject.class::isInstance)
                                .flatMap(item -> Bindings.reference((JsonObject) item).stream())
                                .forEach(library -> functions.putAll(functions(library, factory, issues))));
        return functions;
    }

    private static Map<String, LibraryFunction> functions(Reference library, Factory factory, Issues issues) {
        Map<String, LibraryFunction> functions = new HashMap<>();
        factory.dataFlow(library, issues)
                .flatMap(flow -> ScriptText.of(flow.typeProperties(), flow.span(), issues))
                .ifPresent(text ->
                        parsed(text, issues).functions().forEach(function -> functions.put(function.name(), function)));
        return functions;
    }
}
