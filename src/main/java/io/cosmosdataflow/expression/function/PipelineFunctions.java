package io.cosmosdataflow.expression.function;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All functions of the language, by family.
 *
 * <p>Source: Microsoft Learn, control-flow-expression-language-functions.
 */
public final class PipelineFunctions {

    private static final List<PipelineFunction> ALL = Stream.of(
                    StringFunctions.all(),
                    CollectionFunctions.all(),
                    PipelineLogicalFunctions.all(),
                    PipelineConversionFunctions.all(),
                    XmlFunctions.all(),
                    PipelineMathFunctions.all(),
                    PipelineDateFunctions.all(),
                    ScopeFunctions.all())
            .flatMap(List::stream)
            .toList();

    private static final Map<String, PipelineFunction> BY_NAME = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(each -> each.name().toLowerCase(Locale.ROOT), Function.identity()));

    private PipelineFunctions() {}

    public static List<PipelineFunction> all() {
        return ALL;
    }

    /** Upper and lower case are the same. */
    public static Optional<PipelineFunction> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    public static List<String> names() {
        return ALL.stream().map(PipelineFunction::name).toList();
    }
}
