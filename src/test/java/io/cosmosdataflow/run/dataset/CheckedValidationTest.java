package io.cosmosdataflow.run.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.dataset.ItemWish.Look;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a Validation takes failures of its store. */
class CheckedValidationTest {

    private static final Look MET =
            new Look(Optional.of(JsonNodeFactory.instance.objectNode().put("exists", true)), "");

    private final List<String> remarks = new ArrayList<>();

    private static CheckedValidation validation() {
        JsonObject nothing = (JsonObject) JsonReader.read("test.json", "{}");
        Dataset dataset = new Dataset(
                "D",
                "Binary",
                Optional.empty(),
                Map.of(),
                Dataset.DeclaredSchema.NONE,
                nothing,
                nothing.span(),
                nothing);
        LinkedService service = new LinkedService(
                "L", "AzureBlobStorage", nothing, Map.of(), Optional.empty(), nothing.span(), nothing);
        return new CheckedValidation(
                new NamedItem(dataset, service, Set.of(), Optional.empty()),
                new ItemWish(Optional.empty(), Optional.empty()),
                new CheckedValidation.Times(Duration.ofMillis(200), Duration.ofMillis(1)),
                Properties.of(nothing, "activity 'Look'", new Issues()));
    }

    @SafeVarargs
    private ObjectNode await(Supplier<Look>... looks) {
        Iterator<Supplier<Look>> next = Arrays.asList(looks).iterator();
        return validation().await(() -> next.next().get(), remarks::add);
    }

    private static Supplier<Look> failing(ErrorCode code, Throwable cause) {
        return () -> {
            throw JobException.of(code, "No connection.", cause);
        };
    }

    @Test
    void aStoreThatHasAnsweredOnceMayFailMeanwhile() {
        Supplier<Look> failing = failing(ErrorCode.FileStoreFailed, null);

        assertThat(await(() -> ItemWish.NOTHING, failing, failing, () -> MET)
                        .get("exists")
                        .asBoolean())
                .isTrue();
        assertThat(remarks).containsExactly("the store did not answer: No connection. It is asked again.");
    }

    @Test
    void aStoreThatFailsAtOnceFailsTheActivity() {
        assertThatThrownBy(() -> await(failing(ErrorCode.FileStoreFailed, null), () -> MET))
                .hasMessage("No connection.");
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"FileNameInvalid", "InvalidProperty", "Internal"})
    void whatIsNoFaultOfTheStoreFailsTheActivity(ErrorCode code) {
        assertThatThrownBy(() -> await(() -> ItemWish.NOTHING, failing(code, null), () -> MET))
                .hasMessage("No connection.");
    }

    /** Hadoop's stores turn an interrupt into a failure, and the mark of the thread is gone. */
    @Test
    void aRequestThatWasInterruptedIsNotRepeated() {
        assertThatThrownBy(() -> await(
                        () -> ItemWish.NOTHING,
                        failing(ErrorCode.FileStoreFailed, new InterruptedIOException()),
                        () -> MET))
                .hasMessage("No connection.");
    }

    @Test
    void theLastFailureIsTold() {
        Supplier<Look> failing = failing(ErrorCode.FileStoreFailed, null);
        boolean[] looked = new boolean[1];

        assertThatThrownBy(() -> validation()
                        .await(
                                () -> {
                                    boolean again = looked[0];
                                    looked[0] = true;
                                    return again ? failing.get() : ItemWish.NOTHING;
                                },
                                remarks::add))
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.RunTimedOut))
                .hasMessageContaining("at last the store did not answer: No connection.");
        assertThat(remarks).hasSize(1);
    }
}
