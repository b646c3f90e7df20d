package io.cosmosdataflow.store.file.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of XML with the names of its fields already given.
 *
 * @param valueName name of the field that its text has beside other fields
 */
record XmlElement(
        String valueName, Map<String, String> attributes, Map<String, List<XmlElement>> children, StringBuilder text) {

    XmlElement(String valueName) {
        this(valueName, new LinkedHashMap<>(), new LinkedHashMap<>(), new StringBuilder());
    }

    void add(String name, XmlElement child) {
        children.computeIfAbsent(name, any -> new ArrayList<>()).add(child);
    }

    boolean hasFields() {
        return !attributes.isEmpty() || !children.isEmpty();
    }

    String trimmed() {
        return text.toString().strip();
    }
}
