package io.cosmosdataflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.definition.cosmos.CosmosDataset;
import io.cosmosdataflow.definition.cosmos.CosmosLinkedService;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.scope.Scope;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoFactoryTest {

    @Test
    void theDemoIsReadAndResolvedWithoutAnIssue() {
        Issues issues = new Issues();
        Factory factory = FactoryLoader.load(Path.of("conf/demo/factory"), issues);
        ReferenceCheck.factory(factory, issues);

        for (Pipeline pipeline : factory.pipelines().all()) {
            Scope scope = Scope.checking(factory, pipeline, ParameterValues.known(pipeline, Map.of(), issues));
            for (Activity activity : pipeline.activities()) {
                ResolvedProperties.of(activity.typeProperties(), scope, issues);
                Stream.concat(activity.references().inputs().stream(), activity.references().outputs().stream())
                        .forEach(reference -> use(factory, reference, scope, issues));
            }
        }
        assertThat(issues.all()).isEmpty();
        assertThat(factory.pipelines().all()).isNotEmpty();
    }

    private static void use(Factory factory, Reference reference, Scope scope, Issues issues) {
        ResolvedDataset resolved =
                ResolvedDataset.of(factory, reference, scope, issues).orElseThrow();
        if (CosmosDataset.is(resolved.dataset())) {
            assertThat(CosmosDataset.read(resolved.dataset(), issues)).isPresent();
            assertThat(CosmosLinkedService.localDatabase(resolved.linkedService()))
                    .isNotBlank();
        }
    }
}
