package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * Joins columnar files by moving their compressed blocks: row groups of Parquet, blocks of Avro, stripes of
 * ORC. All parts come from one write, so schema and codec are the same.
 */
record ColumnarJoiner(Kind kind, Configuration configuration) implements FileJoiner {

    @Override
    public boolean wholeAlready(List<Part> parts) {
        return parts.size() == 1;
    }

    @Override
    public long join(FileSystem files, List<Part> parts, Path whole, String name) throws IOException {
        List<Path> paths = parts.stream().map(part -> new Path(part.uri())).toList();
        switch (kind) {
            case PARQUET -> parquet(paths, whole);
            case AVRO -> avro(files, paths, whole);
            case ORC -> orc(files, paths, whole);
        }
        return files.getFileStatus(whole).getLen();
    }

    private void parquet(List<Path> parts, Path whole) throws IOException {
        FileMetaData first;
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(parts.get(0), configuration))) {
            first = reader.getFileMetaData();
        }
        ParquetFileWriter writer = new ParquetFileWriter(
                HadoopOutputFile.fromPath(whole, configuration),
                first.getSchema(),
                ParquetFileWriter.Mode.CREATE,
                ParquetWriter.DEFAULT_BLOCK_SIZE,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT);
        writer.start();
        for (Path part : parts) {
            writer.appendFile(HadoopInputFile.fromPath(part, configuration));
        }
        writer.end(first.getKeyValueMetaData());
    }

    private static void avro(FileSystem files, List<Path> parts, Path whole) throws IOException {
        DataFileWriter<GenericRecord> writer = null;
        try (OutputStream out = files.create(whole, false)) {
            for (Path part : parts) {
                try (InputStream in = files.open(part);
                        DataFileStream<GenericRecord> stream =
                                new DataFileStream<>(in, new GenericDatumReader<GenericRecord>())) {
                    if (writer == null) {
                        writer = avroLike(stream, out);
                    }
                    writer.appendAllFrom(stream, false);
                }
            }
            if (writer != null) {
                writer.close();
            }
        }
    }

    private static DataFileWriter<GenericRecord> avroLike(DataFileStream<GenericRecord> first, OutputStream out)
            throws IOException {
        DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<GenericRecord>());
        for (String key : first.getMetaKeys()) {
            if (!DataFileWriter.isReservedMeta(key)) {
                writer.setMeta(key, first.getMeta(key));
            }
        }
        String codec = first.getMetaString(DataFileConstants.CODEC);
        if (codec != null) {
            writer.setCodec(CodecFactory.fromString(codec));
        }
        return writer.create(first.getSchema(), out);
    }

    /** The merger leaves out a file that does not fit, so that its answer has to be looked at. */
    private void orc(FileSystem files, List<Path> parts, Path whole) throws IOException {
        List<Path> merged =
                OrcFile.mergeFiles(whole, OrcFile.writerOptions(configuration).fileSystem(files), parts);
        if (merged.size() != parts.size()) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The ORC parts of '" + whole.getName() + "' do not fit together: " + merged.size() + " of "
                            + parts.size() + " were joined.");
        }
    }
}
