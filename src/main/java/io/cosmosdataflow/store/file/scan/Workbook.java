package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.file.archive.ArchiveLimits;
import io.cosmosdataflow.store.file.format.FileFormat.Sheet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * What the cells of a worksheet refer to: shared texts, formats that are dates, the day that days count from.
 * Source: ECMA-376, part 1, SpreadsheetML. Read with the JDK's own XML and ZIP readers; the libraries that do it
 * bring another version of commons-compress than Spark's.
 *
 * @param dateFormats indexes of cell formats that show dates or times
 * @param from1904 whether days count from 1904 rather than 1900
 */
record Workbook(Content content, String sheetPath, List<String> texts, Set<Integer> dateFormats, boolean from1904) {

    private static final Set<String> PARTS =
            Set.of("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml");

    /** Formats with a number of their own that show dates or times. */
    private static final int[][] DATE_FORMATS = {{14, 22}, {27, 36}, {45, 47}, {50, 58}};

    /**
     * @param file its name, for messages
     * @throws NoSheet naming the sheets if the wanted one is not there
     * @throws io.cosmosdataflow.diagnostic.JobException {@code ArchiveTooLarge}, here and from {@link #sheet}
     */
    static Workbook read(String file, byte[] bytes, Sheet wanted, ArchiveLimits limits)
            throws IOException, XMLStreamException {
        Content content = new Content(file, bytes, limits);
        Map<String, byte[]> parts = new HashMap<>();
        for (String part : PARTS) {
            InputStream in = content.open(part);
            if (in != null) {
                parts.put(part, in.readAllBytes());
            }
        }
        byte[] nothing = "<none/>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Map<String, String> targets = new HashMap<>();
        each(parts.getOrDefault("xl/_rels/workbook.xml.rels", nothing), xml -> {
            if (xml.getLocalName().equals("Relationship")) {
                targets.put(xml.getAttributeValue(null, "Id"), xml.getAttributeValue(null, "Target"));
            }
        });
        List<String> names = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        boolean[] from1904 = {false};
        each(parts.getOrDefault("xl/workbook.xml", nothing), xml -> {
            if (xml.getLocalName().equals("sheet")) {
                names.add(xml.getAttributeValue(null, "name"));
                paths.add(path(targets, xml));
            } else if (xml.getLocalName().equals("workbookPr")) {
                String flag = String.valueOf(xml.getAttributeValue(null, "date1904"));
                from1904[0] = flag.equals("1") || flag.equals("true");
            }
        });
        int index = wanted.sheetName().isEmpty() ? wanted.sheetIndex() : names.indexOf(wanted.sheetName());
        if (index < 0 || index >= paths.size()) {
            throw new NoSheet(names);
        }
        return new Workbook(
                content,
                paths.get(index),
                texts(parts.getOrDefault("xl/sharedStrings.xml", nothing)),
                dateFormats(parts.getOrDefault("xl/styles.xml", nothing)),
                from1904[0]);
    }

    /** The worksheet, not yet begun. */
    SheetCells sheet() throws IOException, XMLStreamException {
        InputStream in = content.open(sheetPath);
        if (in == null) {
            throw new IOException("the worksheet is missing in the workbook");
        }
        return new SheetCells(this, open(in));
    }

    private static String path(Map<String, String> targets, XMLStreamReader sheet) {
        for (int i = 0; i < sheet.getAttributeCount(); i++) {
            boolean relation = sheet.getAttributeLocalName(i).equals("id")
                    && String.valueOf(sheet.getAttributeNamespace(i)).contains("relationships");
            if (relation) {
                String target = targets.getOrDefault(sheet.getAttributeValue(i), "");
                return target.startsWith("/") ? target.substring(1) : "xl/" + target;
            }
        }
        return "";
    }

    /** A text may be in several runs; phonetic hints belong to none of them. */
    private static List<String> texts(byte[] part) throws XMLStreamException {
        List<String> texts = new ArrayList<>();
        XMLStreamReader xml = open(new ByteArrayInputStream(part));
        StringBuilder text = new StringBuilder();
        boolean phonetic = false;
        while (xml.hasNext()) {
            int event = xml.next();
            String name = event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT
                    ? xml.getLocalName()
                    : "";
            if (name.equals("rPh")) {
                phonetic = event == XMLStreamConstants.START_ELEMENT;
            } else if (name.equals("si") && event == XMLStreamConstants.END_ELEMENT) {
                texts.add(text.toString());
                text.setLength(0);
            } else if (name.equals("t") && event == XMLStreamConstants.START_ELEMENT && !phonetic) {
                text.append(xml.getElementText());
            }
        }
        return texts;
    }

    private static Set<Integer> dateFormats(byte[] part) throws XMLStreamException {
        Set<Integer> dateNumbers = new TreeSet<>();
        for (int[] range : DATE_FORMATS) {
            for (int i = range[0]; i <= range[1]; i++) {
                dateNumbers.add(i);
            }
        }
        Set<Integer> dates = new TreeSet<>();
        XMLStreamReader xml = open(new ByteArrayInputStream(part));
        boolean cells = false;
        int index = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
                continue;
            }
            String name = xml.getLocalName();
            if (name.equals("cellXfs")) {
                cells = event == XMLStreamConstants.START_ELEMENT;
            } else if (event == XMLStreamConstants.START_ELEMENT && name.equals("numFmt")) {
                if (showsDate(xml.getAttributeValue(null, "formatCode"))) {
                    dateNumbers.add(Integer.valueOf(xml.getAttributeValue(null, "numFmtId")));
                }
            } else if (event == XMLStreamConstants.START_ELEMENT && name.equals("xf") && cells) {
                String number = xml.getAttributeValue(null, "numFmtId");
                if (number != null && dateNumbers.contains(Integer.valueOf(number))) {
                    dates.add(index);
                }
                index++;
            }
        }
        return dates;
    }

    private static boolean showsDate(String code) {
        String letters = String.valueOf(code)
                .replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*]|_.", "")
                .replaceAll("(?i)general|E[+-]", "");
        return letters.matches("(?i).*[ymdhs].*");
    }

    private static void each(byte[] part, Started action) throws XMLStreamException {
        XMLStreamReader xml = open(new ByteArrayInputStream(part));
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                action.on(xml);
            }
        }
    }

    private static XMLStreamReader open(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(in);
    }

    /** The parts of the file, which is an archive that may be made to fill the memory. */
    private record Content(String file, byte[] bytes, ArchiveLimits limits) {

        /** Null if there is no such part. The directory at the end counts: some writers leave sizes before it open. */
        InputStream open(String part) throws IOException {
            ZipFile zip = new ZipFile(new SeekableInMemoryByteChannel(bytes));
            ZipArchiveEntry entry = zip.getEntry(part);
            return entry == null ? null : limits.new Meter(file, () -> bytes.length).counted(zip.getInputStream(entry));
        }
    }

    /** What to do at the start of an element. */
    private interface Started {
        void on(XMLStreamReader xml) throws XMLStreamException;
    }

    /** The wanted worksheet is not in the workbook. */
    static final class NoSheet extends IOException {
        NoSheet(List<String> names) {
            super("no such worksheet; there are: " + String.join(", ", names));
        }
    }
}
