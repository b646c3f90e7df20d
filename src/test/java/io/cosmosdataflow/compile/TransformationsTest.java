package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FlowRows;
import org.junit.jupiter.api.Test;

class TransformationsTest {

    @Test
    void aDerivedColumnReplacesOneOfItsNameWhereItStands() {
        assertThat(new FlowRows()
                        .source("s", "id INT, name STRING", "{\"id\":1,\"name\":\"a\"}")
                        .json(
                                "source(output(id as integer, name as string)) ~> s\n"
                                        + "s derive(id = iif(true() && true, 10, 20), more = name) ~> d",
                                "d"))
                .containsExactly("{\"id\":10,\"name\":\"a\",\"more\":\"a\"}");
    }
}
