package io.cosmosdataflow.store.cosmos.sdk;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.FieldVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a linker looks at in a class file.
 *
 * @param name with slashes, as in the file
 * @param superName null for {@code java/lang/Object}
 * @param methods by name and descriptor
 * @param fields by name and descriptor
 */
record LinkedClass(
        String name,
        int access,
        String superName,
        List<String> interfaces,
        Map<String, Member> methods,
        Map<String, Member> fields) {

    record Member(String owner, String signature, int access) {

        @Override
        public String toString() {
            return owner + "." + signature;
        }
    }

    static LinkedClass of(byte[] file) {
        ClassReader reader = new ClassReader(file);
        Map<String, Member> methods = new HashMap<>();
        Map<String, Member> fields = new HashMap<>();
        String name = reader.getClassName();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        methods.put(method + descriptor, new Member(name, method + descriptor, access));
                        return null;
                    }

                    @Override
                    public FieldVisitor visitField(
                            int access, String field, String descriptor, String signature, Object value) {
                        fields.put(field + descriptor, new Member(name, field + descriptor, access));
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return new LinkedClass(
                name, reader.getAccess(), reader.getSuperName(), List.of(reader.getInterfaces()), methods, fields);
    }

    boolean isInterface() {
        return Modifier.isInterface(access);
    }
}
