package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.script.Script.LibraryFunction;
import io.cosmosdataflow.script.Script.Parameter;
import io.cosmosdataflow.script.Script.Statement;
import io.cosmosdataflow.script.Segments.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads a script into its syntax tree. Statements with a mistake are reported, each with its first one, and
 * left out. Any text ends in a script or in issues, in time proportional to its length.
 */
public final class ScriptParser {

    /** So many messages help nobody; what follows is left out. */
    private static final int MOST_ISSUES = 100;

    /** Ends ANTLR's work at its first doubt. */
    private static final class Refusal extends ParseCancellationException {
        private final transient Token token;

        private Refusal(Token token) {
            this.token = token;
        }
    }

    private final ScriptText text;
    private final Issues issues;
    private final TreeReader tree;
    private final DataFlowScriptParser parser = parser();
    private final Set<Integer> reported = new HashSet<>();

    private ScriptParser(ScriptText text) {
        this.text = text;
        this.issues = Issues.of(text::excerpt);
        this.tree = new TreeReader(text);
    }

    /**
     * What could be read of a script; {@link ErrorCode#ScriptSyntax} for what could not.
     *
     * @param issues get the excerpts of this text
     */
    public static Script parse(ScriptText text, Issues issues) {
        ScriptParser parser = new ScriptParser(text);
        Script script = parser.script();
        issues.addAll(parser.issues);
        return script;
    }

    /** One expression, the value of a parameter for instance; empty with {@link ErrorCode#ScriptSyntax} if it is none. */
    public static Optional<Expression> expression(ScriptText text, Issues issues) {
        ScriptParser parser = new ScriptParser(text);
        Optional<Expression> expression = parser.attempt(parser::wholeExpression);
        issues.addAll(parser.issues);
        return expression;
    }

    private Script script() {
        OpenQuotes.Result quotes = OpenQuotes.blank(text.text());
        quotes.mistakes().forEach(this::report);
        Segments segments = new Segments(text, new Tokens(quotes.text()));
        List<Parameter> parameters = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        List<LibraryFunction> functions = new ArrayList<>();
        int end = 0;
        for (Segment each : segments.parameters()) {
            if (!broken(quotes, end, each.end())) {
                attempt(() -> tree.parameter(parse(each, DataFlowScriptParser::wholeParameter)))
                        .ifPresent(parameters::add);
            }
            end = each.end();
        }
        Optional<Segment> next = segments.next();
        while (next.isPresent() && reported.size() < MOST_ISSUES) {
            Segment each = next.get();
            boolean known = broken(quotes, end, each.end());
            if (!known && each.kind() == Segments.Kind.FUNCTION) {
                attempt(() -> tree.function(parse(each, DataFlowScriptParser::wholeFunction)))
                        .ifPresent(functions::add);
            } else if (!known) {
                attempt(() -> tree.statement(parse(each, DataFlowScriptParser::wholeStatement)))
                        .ifPresent(statements::add);
            }
            end = each.end();
            next = segments.next();
        }
        return new Script(parameters, statements, functions);
    }

    /** Whether an open quote between {@code start} and {@code end} has been reported. */
    private static boolean broken(OpenQuotes.Result quotes, int start, int end) {
        return quotes.mistakes().stream().anyMatch(mistake -> start <= mistake.offset() && mistake.offset() < end);
    }

    private Expression wholeExpression() {
        OpenQuotes.Result quotes = OpenQuotes.blank(text.text());
        if (!quotes.mistakes().isEmpty()) {
            throw quotes.mistakes().get(0);
        }
        Tokens tokens = new Tokens(text.text());
        Brackets brackets = new Brackets(text);
        List<Token> collected = new ArrayList<>();
        while (!tokens.ended() && !brackets.tooDeep()) {
            collected.add(tokens.next());
            brackets.accept(tokens.last());
        }
        if (collected.isEmpty()) {
            throw new Mistake(0, "The expression is empty.", "Write a text in single quotes: ''.");
        }
        int end = tokens.last().getStopIndex() + 1;
        brackets.end(end);
        Segment segment =
                new Segment(Segments.Kind.EXPRESSION, collected, 0, end, brackets.mistake(), !brackets.tooDeep());
        return tree.expression(
                parse(segment, DataFlowScriptParser::wholeExpression).expression());
    }

    private <T> Optional<T> attempt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Mistake mistake) {
            report(mistake);
            return Optional.empty();
        }
    }

    private void report(Mistake mistake) {
        if (reported.add(mistake.offset())) {
            issues.error(ErrorCode.ScriptSyntax, text.at(mistake.offset()), mistake.getMessage(), mistake.hint());
        }
    }

    /** The quick way of prediction first; the thorough one if it refuses. */
    private <T> T parse(Segment segment, Function<DataFlowScriptParser, T> rule) {
        if (!segment.readable()) {
            throw segment.mistake().orElseThrow();
        }
        T parsed;
        try {
            parsed = parse(segment, rule, PredictionMode.SLL);
        } catch (Refusal quick) {
            try {
                parsed = parse(segment, rule, PredictionMode.LL);
            } catch (Refusal refusal) {
                throw mistake(segment, refusal.token);
            }
        }
        segment.mistake().ifPresent(mistake -> {
            throw mistake;
        });
        return parsed;
    }

    private <T> T parse(Segment segment, Function<DataFlowScriptParser, T> rule, PredictionMode mode) {
        parser.setTokenStream(new CommonTokenStream(new ListTokenSource(segment.tokens())));
        parser.getInterpreter().setPredictionMode(mode);
        return rule.apply(parser);
    }

    private static DataFlowScriptParser parser() {
        DataFlowScriptParser parser = new DataFlowScriptParser(null);
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException cause) {
                throw new Refusal((Token) symbol);
            }
        });
        return parser;
    }

    /** The earlier of what the grammar and the brackets tell; the brackets know better at the same place. */
    private static Mistake mistake(Segment segment, Token refused) {
        int index = refused.getType() == Token.EOF ? segment.tokens().size() : refused.getTokenIndex();
        Mistake grammar = Diagnosis.of(segment, index);
        int place = refused.getType() == Token.EOF ? segment.end() : refused.getStartIndex();
        return segment.mistake().filter(brackets -> brackets.offset() <= place).orElse(grammar);
    }
}
