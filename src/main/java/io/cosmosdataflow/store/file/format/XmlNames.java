package io.cosmosdataflow.store.file.format;

import java.io.Serializable;
import java.util.Map;

/**
 * How the fields of XML are named: {@code @name} for attributes, {@code _value_} for the text of an element that
 * has attributes or children. With namespaces, {@code uri,name} or {@code prefix:name}. Source: Microsoft Learn,
 * format-xml, XML connector behavior.
 *
 * @param namespaces whether namespaces count; else names are as they are written
 * @param prefixes namespace to the prefix that stands for it
 */
public record XmlNames(boolean namespaces, Map<String, String> prefixes) implements Serializable {

    public static final String VALUE = "_value_";

    public XmlNames {
        prefixes = Map.copyOf(prefixes);
    }

    /** @param name with its {@code @} */
    public String of(String namespace, String name) {
        if (!namespaces || namespace == null || namespace.isEmpty()) {
            return name;
        }
        String prefix = prefixes.get(namespace);
        return prefix == null ? namespace + "," + name : prefix + ":" + name;
    }
}
