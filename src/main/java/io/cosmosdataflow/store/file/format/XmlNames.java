package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import java.io.Serializable;
import java.util.LinkedHashMap;
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

    /** Those without settings. */
    public static final XmlNames QUALIFIED = new XmlNames(true, Map.of());

    /** How XML is validated; the constants are Data Factory's values. */
    private enum ValidationMode {
        none,
        xsd,
        dtd
    }

    public XmlNames {
        prefixes = Map.copyOf(prefixes);
    }

    /** Reads {@code validationMode}, {@code namespaces} and {@code namespacePrefixes} of a Copy or a script. */
    public static XmlNames of(Properties settings) {
        if (settings.choice("validationMode", ValidationMode.none) != ValidationMode.none) {
            settings.unsupported("validationMode", "schemas beside the files are not looked up");
        }
        Map<String, String> prefixes = new LinkedHashMap<>();
        settings.object("namespacePrefixes")
                .ifPresent(pairs -> pairs.json().members().forEach((uri, prefix) -> {
                    if (prefix.value() instanceof JsonText text && !text.text().isEmpty()) {
                        prefixes.put(uri, text.text());
                    }
                }));
        return new XmlNames(settings.flag("namespaces", true), prefixes);
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
