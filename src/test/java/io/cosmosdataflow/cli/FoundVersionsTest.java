package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoundVersionsTest {

    /** The numbers are those of pom.xml, but for what a profile changes. */
    @Test
    void everyPartOfTheClassPathIsNamed() {
        List<String> lines = FoundVersions.text("cosmos-dataflow 1.2").lines().toList();

        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("cosmos-dataflow 1.2");
        assertThat(lines.get(1)).startsWith("Java       " + System.getProperty("java.version"));
        assertThat(lines.get(2)).isEqualTo("Scala      2.12.17");
        assertThat(lines.get(3)).isEqualTo("Spark      3.4.4");
        assertThat(lines.get(4)).matches("Connector  azure-cosmos-spark_3-[14]_2-12 4\\.\\d+\\.\\d+");
        assertThat(lines.get(5)).matches("SDK        azure-cosmos 4\\.\\d+\\.\\d+.*");
        assertThat(lines.get(6)).isEqualTo("Delta      2.4.0");
    }
}
