package io.cosmosdataflow.store.file.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.XmlNames;
import io.cosmosdataflow.store.file.format.XmlShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The document of an XML file as JSON: one object with the root element in it. Elements that repeat are arrays;
 * what {@link XmlShape} knows counts where a document itself does not tell. Neither document types nor external
 * entities are looked at, so that a file cannot make the reader fetch others.
 */
final class XmlDocuments implements RowScanner {

    private static final JsonFactory JSON = new JsonFactory();

    /** Deeper than any data; a hostile file would end the task with its stack. */
    private static final int DEEPEST = 500;

    private final ByteInput in;
    private final String file;
    private final FileFormat.Xml format;
    private final boolean declared;
    private byte[] document;

    /** @param declared whether the bytes are the file's own, whose declaration names the encoding */
    XmlDocuments(ByteInput in, String file, FileFormat.Xml format, boolean declared) {
        this.in = in;
        this.file = file;
        this.format = format;
        this.declared = declared;
    }

    @Override
    public boolean next() throws IOException {
        if (document != null || in.peek() == -1) {
            return false;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = null;
        try {
            xml = declared
                    ? factory.createXMLStreamReader(in.stream())
                    : factory.createXMLStreamReader(in.stream(), "UTF-8");
            xml.nextTag();
            String name = elementName(xml, xml.getLocalName());
            XmlElement root = element(xml, 1);
            while (xml.hasNext()) {
                xml.next();
            }
            document = format.shape().survey() ? survey(name, root) : json(name, root);
            return true;
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw malformed(line, "it is not well-formed XML");
        }
    }

    @Override
    public void fill(Object[] values) {
        values[0] = UTF8String.fromBytes(document);
    }

    private XmlElement element(XMLStreamReader xml, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw malformed(xml.getLocation().getLineNumber(), "elements are nested deeper than " + DEEPEST);
        }
        XmlElement element = new XmlElement(elementName(xml, XmlNames.VALUE));
        for (int i = 0; i < xml.getNamespaceCount() && !format.names().namespaces(); i++) {
            String prefix = xml.getNamespacePrefix(i);
            element.attributes().put(prefix == null ? "@xmlns" : "@xmlns:" + prefix, xml.getNamespaceURI(i));
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = format.names().namespaces()
                    ? format.names().of(xml.getAttributeNamespace(i), "@" + xml.getAttributeLocalName(i))
                    : "@" + written(xml.getAttributePrefix(i), xml.getAttributeLocalName(i));
            element.attributes().put(name, xml.getAttributeValue(i));
        }
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = elementName(xml, xml.getLocalName());
                element.add(name, element(xml, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                element.text().append(xml.getText());
            }
        }
        return element;
    }

    private String elementName(XMLStreamReader xml, String name) {
        if (format.names().namespaces()) {
            return format.names().of(xml.getNamespaceURI(), name);
        }
        return name.equals(XmlNames.VALUE) ? name : written(xml.getPrefix(), name);
    }

    private static String written(String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    private byte[] json(String name, XmlElement root) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            field(out, name, List.of(root), format.shape().schema(), name);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** @param parent type of the object that has the field; null if it is not known */
    private void field(JsonGenerator out, String name, List<XmlElement> elements, DataType parent, String path)
            throws IOException {
        DataType type = parent instanceof StructType struct
                        && List.of(struct.fieldNames()).contains(name)
                ? struct.apply(name).dataType()
                : null;
        out.writeFieldName(name);
        if (type instanceof ArrayType array) {
            array(out, elements, array.elementType(), path);
        } else if (elements.size() > 1 || type == null && format.shape().lists().contains(path)) {
            array(out, elements, type, path);
        } else {
            value(out, elements.get(0), type, path);
        }
    }

    private void array(JsonGenerator out, List<XmlElement> elements, DataType type, String path) throws IOException {
        out.writeStartArray();
        for (XmlElement element : elements) {
            value(out, element, type, path);
        }
        out.writeEndArray();
    }

    private void value(JsonGenerator out, XmlElement element, DataType type, String path) throws IOException {
        boolean object = element.hasFields()
                || type instanceof StructType
                || type == null && format.shape().objects().contains(path);
        if (!object) {
            text(out, element.trimmed());
            return;
        }
        out.writeStartObject();
        for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
            out.writeFieldName(attribute.getKey());
            text(out, attribute.getValue());
        }
        for (Map.Entry<String, List<XmlElement>> child : element.children().entrySet()) {
            field(out, child.getKey(), child.getValue(), type, path + "/" + child.getKey());
        }
        String text = element.trimmed();
        if (!text.isEmpty() && element.children().containsKey(element.valueName())) {
            throw malformed(
                    0,
                    "element '" + path + "' has a text and an element '" + element.valueName()
                            + "', which is its name");
        }
        if (!text.isEmpty()) {
            out.writeFieldName(element.valueName());
            text(out, text);
        }
        out.writeEndObject();
    }

    private void text(JsonGenerator out, String text) throws IOException {
        if (text.equals(format.nullValue())) {
            out.writeNull();
        } else if (format.shape().typed() && text.matches("-?(0|[1-9]\\d{0,17})(\\.\\d+)?([eE][+-]?\\d+)?")) {
            out.writeNumber(text);
        } else if (format.shape().typed() && (text.equals("true") || text.equals("false"))) {
            out.writeBoolean(text.equals("true"));
        } else {
            out.writeString(text);
        }
    }

    private byte[] survey(String name, XmlElement root) throws IOException {
        Set<String> lists = new LinkedHashSet<>();
        Set<String> objects = new LinkedHashSet<>();
        survey(root, name, lists, objects);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeFieldName("lists");
            out.writeArray(new ArrayList<>(lists).toArray(String[]::new), 0, lists.size());
            out.writeFieldName("objects");
            out.writeArray(new ArrayList<>(objects).toArray(String[]::new), 0, objects.size());
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void survey(XmlElement element, String path, Set<String> lists, Set<String> objects) {
        if (element.hasFields()) {
            objects.add(path);
        }
        element.children().forEach((name, children) -> {
            String below = path + "/" + name;
            if (children.size() > 1) {
                lists.add(below);
            }
            children.forEach(child -> survey(child, below, lists, objects));
        });
    }

    private JobException malformed(long line, String reason) {
        return Malformed.at(file, Math.max(0, line), 0, reason);
    }
}
