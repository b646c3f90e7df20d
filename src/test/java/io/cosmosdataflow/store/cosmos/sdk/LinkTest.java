package io.cosmosdataflow.store.cosmos.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassWriter;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reference of the job jar's classes to the SDK links in the connector that the build has, and in the newest SDK,
 * which a cluster's connector carries.
 */
class LinkTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final String SDK = "azure_cosmos_spark/com/azure/cosmos/";
    private static final String PARTITION_KEY = SDK + "models/PartitionKey";

    enum Sdk {
        OF_THE_BUILD {
            @Override
            Path jar() throws IOException {
                String name = "azure-cosmos-spark_";
                return Path.of(List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).stream()
                        .filter(each -> each.contains(name))
                        .findFirst()
                        .orElseThrow());
            }
        },
        NEWEST {
            @Override
            Path jar() {
                Path jar = Path.of("target/sdk-newest.jar");
                assertThat(jar).as("made by 'mvn process-test-classes'").exists();
                return jar;
            }
        };

        abstract Path jar() throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void everyReferenceToTheSdkLinks(Sdk sdk) throws IOException {
        try (Linker linker = new Linker(sdk.jar())) {
            assertThat(linker.link(CLASSES, CLASSES.resolve("io/cosmosdataflow/emulator")))
                    .isEmpty();
        }
    }

    /** The call that kept the connector of README's own command from writing. */
    @Test
    void aMethodThatIsGoneIsFound() throws IOException {
        String owner = SDK + "implementation/ImplementationBridgeHelpers$CosmosBulkExecutionOptionsHelper"
                + "$CosmosBulkExecutionOptionsAccessor";
        String options = SDK + "models/CosmosBulkExecutionOptions";
        String descriptor = "(L" + options + ";I)L" + options + ";";
        byte[] caller = caller(Opcodes.INVOKEINTERFACE, owner, "setMaxMicroBatchSize", descriptor);

        assertThat(problems(Sdk.OF_THE_BUILD, caller)).isEmpty();
        assertThat(problems(Sdk.NEWEST, caller))
                .containsExactly("Caller: there is no method " + owner + ".setMaxMicroBatchSize" + descriptor);
    }

    @Test
    void aMethodOfAnotherKindOrWithoutAccessIsFound() throws IOException {
        assertThat(problems(
                        Sdk.NEWEST,
                        caller(
                                Opcodes.INVOKEVIRTUAL,
                                PARTITION_KEY,
                                "fromObjectArray",
                                "([Ljava/lang/Object;Z)L" + PARTITION_KEY + ";")))
                .singleElement()
                .asString()
                .endsWith("is static");
        assertThat(problems(
                        Sdk.NEWEST, caller(Opcodes.INVOKESTATIC, PARTITION_KEY, "toString", "()Ljava/lang/String;")))
                .singleElement()
                .asString()
                .endsWith("is not static");
        assertThat(problems(
                        Sdk.NEWEST,
                        caller(
                                Opcodes.INVOKESTATIC,
                                PARTITION_KEY,
                                "fromJsonString",
                                "(Ljava/lang/String;)L" + PARTITION_KEY + ";")))
                .singleElement()
                .asString()
                .endsWith("is not public");
    }

    @Test
    void aClassThatIsGoneIsFound() throws IOException {
        String builder = SDK + "models/PartitionKeyBuilder";
        byte[] caller = caller(Opcodes.INVOKEVIRTUAL, builder, "build", "()L" + PARTITION_KEY + ";");

        assertThat(problems(Sdk.OF_THE_BUILD, caller)).contains("Caller: there is no class " + builder);
        assertThat(problems(Sdk.NEWEST, caller)).isEmpty();
    }

    @Test
    void whatIsFinalOrLeftOpenIsFound() throws IOException {
        String jackson = "azure_cosmos_spark/com/fasterxml/jackson/databind/";
        ClassWriter open = subclass(jackson + "JsonDeserializer");
        ClassWriter over = subclass(jackson + "node/DoubleNode");
        over.visitMethod(
                        Opcodes.ACC_PUBLIC,
                        "serialize",
                        "(Lazure_cosmos_spark/com/fasterxml/jackson/core/JsonGenerator;L" + jackson
                                + "SerializerProvider;)V",
                        null,
                        null)
                .visitEnd();
        ClassWriter closed = subclass(SDK + "models/PartitionKeyBuilder");

        assertThat(problems(Sdk.NEWEST, open.toByteArray()))
                .singleElement()
                .asString()
                .endsWith("is not implemented");
        assertThat(problems(Sdk.NEWEST, over.toByteArray()))
                .singleElement()
                .asString()
                .endsWith("is final");
        assertThat(problems(Sdk.NEWEST, closed.toByteArray()))
                .containsExactly("Caller: class " + SDK + "models/PartitionKeyBuilder is final");
    }

    private static Set<String> problems(Sdk sdk, byte[] file) throws IOException {
        try (Linker linker = new Linker(sdk.jar())) {
            return Set.copyOf(linker.link(List.of(file)));
        }
    }

    private static ClassWriter subclass(String parent) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Caller", null, parent, new String[0]);
        return writer;
    }

    private static byte[] caller(int opcode, String owner, String name, String descriptor) {
        ClassWriter writer = subclass("java/lang/Object");
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "call", "()V", null, null);
        code.visitCode();
        code.visitMethodInsn(opcode, owner, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
        code.visitMaxs(9, 9);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
