package io.cosmosdataflow.expression.function;

import java.util.ArrayList;
import java.util.List;

/** Collects the functions of one family. The signature tells the name and how many arguments there are. */
final class PipelineFunctionFamily {

    private final String name;
    private final List<PipelineFunction> functions = new ArrayList<>();

    PipelineFunctionFamily(String name) {
        this.name = name;
    }

    PipelineFunctionFamily add(String signature, String documentation, PipelineFunction.Body body) {
        return add(signature, documentation, false, body);
    }

    /** A function whose body evaluates only the arguments that it needs. */
    PipelineFunctionFamily addLazy(String signature, String documentation, PipelineFunction.Body body) {
        return add(signature, documentation, true, body);
    }

    List<PipelineFunction> functions() {
        return List.copyOf(functions);
    }

    private PipelineFunctionFamily add(
            String signature, String documentation, boolean lazy, PipelineFunction.Body body) {
        int open = signature.indexOf('(');
        String list = signature.substring(open + 1, signature.length() - 1);
        String[] parameters = list.isEmpty() ? new String[0] : list.split(", ");
        int fewest = 0;
        int most = 0;
        for (String parameter : parameters) {
            if (parameter.equals("...")) {
                most = PipelineFunction.ANY;
            } else {
                fewest += parameter.endsWith("?") ? 0 : 1;
                most++;
            }
        }
        functions.add(new PipelineFunction(
                name, signature.substring(0, open), signature, fewest, most, lazy, documentation, body));
        return this;
    }
}
