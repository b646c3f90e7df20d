package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole script: of a data flow or flowlet (parameters and statements), or of a library (functions).
 *
 * @param statements in the order of the text, which need not be the order of the data
 */
public record Script(List<Parameter> parameters, List<Statement> statements, List<LibraryFunction> functions) {

    public Script {
        parameters = List.copyOf(parameters);
        statements = List.copyOf(statements);
        functions = List.copyOf(functions);
    }

    /** {@code name as string ('default')}. */
    public record Parameter(String name, ScriptType type, Optional<Expression> defaultValue, Span span) {
        public Parameter {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(defaultValue, "defaultValue");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * {@code input1, input2 transformation(arguments) ~> name@(branch1, branch2)}.
     *
     * @param branches the outputs of a split or of a flowlet; empty if the stream has one output
     * @param span where the statement starts
     * @param transformationSpan where the name of the transformation stands
     * @param nameSpan where the name of the stream stands
     */
    public record Statement(
            List<StreamReference> inputs,
            String transformation,
            List<Argument> arguments,
            String name,
            List<String> branches,
            Span span,
            Span transformationSpan,
            Span nameSpan) {
        public Statement {
            inputs = List.copyOf(inputs);
            Objects.requireNonNull(transformation, "transformation");
            arguments = List.copyOf(arguments);
            Objects.requireNonNull(name, "name");
            branches = List.copyOf(branches);
            Objects.requireNonNull(span, "span");
            Objects.requireNonNull(transformationSpan, "transformationSpan");
            Objects.requireNonNull(nameSpan, "nameSpan");
        }
    }

    /** {@code stream} or {@code stream@branch}. */
    public record StreamReference(String stream, Optional<String> branch, Span span) {
        public StreamReference {
            Objects.requireNonNull(stream, "stream");
            Objects.requireNonNull(branch, "branch");
            Objects.requireNonNull(span, "span");
        }
    }

    /** {@code name(string, integer) as integer = body}; the body calls its arguments {@code i1}, {@code i2}, ... */
    public record LibraryFunction(
            String name, List<ScriptType> parameters, ScriptType result, Expression body, Span span) {
        public LibraryFunction {
            Objects.requireNonNull(name, "name");
            parameters = List.copyOf(parameters);
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(span, "span");
        }
    }
}
