package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.definition.json.JsonPath;
import java.util.Objects;

/** How a mapping names a field of one end. */
public sealed interface FieldReference {

    /** As the definitions name it, for messages. */
    String shown();

    /** A column, by its exact name. */
    record Named(String name) implements FieldReference {

        public Named {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public String shown() {
            return name;
        }
    }

    /** A column of text without a header line, from 1. */
    record Ordinal(int position) implements FieldReference {

        @Override
        public String shown() {
            return "column " + position;
        }
    }

    /** A value of a document. */
    record Path(JsonPath path) implements FieldReference {

        public Path {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String shown() {
            return path.toString();
        }
    }
}
