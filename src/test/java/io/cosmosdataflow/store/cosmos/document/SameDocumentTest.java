package io.cosmosdataflow.store.cosmos.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SameDocumentTest {

    private static boolean same(String stored, String sent) {
        return SameDocument.same(stored.getBytes(StandardCharsets.UTF_8), sent);
    }

    @Test
    void systemPropertiesAndOrderDoNotCount() {
        assertThat(same(
                        "{\"id\":\"1\",\"a\":{\"x\":1,\"y\":[1,2]},\"_ts\":5,\"_rid\":\"r\"}",
                        "{\"a\":{\"y\":[1,2],\"x\":1},\"id\":\"1\"}"))
                .isTrue();
    }

    @Test
    void numbersAreComparedAsTheServiceKeepsThem() {
        assertThat(same("{\"n\":[1.1,100000,3.141592653589793]}", "{\"n\":[1.10,1E5,3.1415926535897931]}"))
                .isTrue();
        assertThat(same("{\"n\":1}", "{\"n\":1.5}")).isFalse();
    }

    @Test
    void otherValuesAreOtherDocuments() {
        assertThat(same("{\"n\":1}", "{\"n\":\"1\"}")).isFalse();
        assertThat(same("{\"n\":null}", "{}")).isFalse();
        assertThat(same("{\"n\":[1,2]}", "{\"n\":[2,1]}")).isFalse();
        assertThat(same("{\"inner\":{\"_ts\":1}}", "{\"inner\":{\"_ts\":2}}")).isFalse();
    }
}
