package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A dataset's {@code location}.
 *
 * @param container container, file system or bucket; empty for stores that have none
 * @param folder without slashes at its ends; empty for the container itself
 * @param file empty if the dataset is a folder
 */
public record FileLocation(String container, String folder, String file) {

    /** Nowhere yet. */
    public static final FileLocation NONE = new FileLocation("", "", "");

    /** Location type to the property that names the container; empty if there is none. */
    private static final Map<String, String> CONTAINER_PROPERTIES = containerProperties();

    public FileLocation {
        container = trimmed(container);
        folder = trimmed(folder);
        file = trimmed(file);
    }

    /** Reads and finishes {@code location}. What is wrong goes to its issues. */
    public static FileLocation of(Properties location) {
        location.requiredText("type");
        TypeSetting type = TypeSetting.read(location, PublishedTypes.LOCATIONS, CONTAINER_PROPERTIES.keySet());
        if (type.unusable()) {
            return NONE;
        }
        String containerProperty = type.name().map(CONTAINER_PROPERTIES::get).orElse("");
        String container = containerProperty.isEmpty() ? "" : location.requiredText(containerProperty);
        if (!containerProperty.isEmpty()) {
            PathGuard.check(location, containerProperty);
        }
        PathGuard.check(location, "folderPath");
        PathGuard.check(location, "fileName");
        FileLocation result =
                new FileLocation(container, location.text("folderPath", ""), location.text("fileName", ""));
        location.unsupported("version", "only the current version of an object is read");
        location.finish();
        return result;
    }

    /** Slashes of both kinds separate, as Data Factory allows; empty segments mean nothing. */
    public static String trimmed(String path) {
        return Arrays.stream(path.replace('\\', '/').split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .collect(Collectors.joining("/"));
    }

    /** {@code folder/file}, without empty parts. */
    public static String join(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    /** Its folder, which must have been found below its container. */
    public String uri(FileRoot root) {
        return folder.isEmpty() ? root.uri(container) : root.uri(container) + "/" + folder;
    }

    /** A path as it is from a folder on; the whole path if it is not below it. */
    static String from(String folder, String path) {
        return !folder.isEmpty() && path.startsWith(folder + "/") ? path.substring(folder.length() + 1) : path;
    }

    /** {@code container/folder/file}, for messages. */
    @Override
    public String toString() {
        return join(container, folder, file);
    }

    private static Map<String, String> containerProperties() {
        Map<String, String> result = new LinkedHashMap<>();
        result.put("AzureBlobStorageLocation", "container");
        result.put("AzureBlobFSLocation", "fileSystem");
        result.put("AmazonS3Location", "bucketName");
        result.put("AzureDataLakeStoreLocation", "");
        result.put("AzureFileStorageLocation", "");
        result.put("FileServerLocation", "");
        return result;
    }
}
