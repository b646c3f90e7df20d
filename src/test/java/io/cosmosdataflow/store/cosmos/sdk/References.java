package io.cosmosdataflow.store.cosmos.sdk;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.FieldVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Label;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.RecordComponentVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects what a class refers to: types, methods and fields, in its code, its signatures and its lambdas. */
final class References extends ClassVisitor {

    /** A method, or a field, as the code names it. */
    record MethodReference(String owner, String name, String descriptor, boolean isStatic, boolean ofInterface) {

        @Override
        public String toString() {
            return owner + "." + name + descriptor;
        }
    }

    private final Set<String> types = new LinkedHashSet<>();
    private final Set<MethodReference> methods = new LinkedHashSet<>();
    private final Set<MethodReference> fields = new LinkedHashSet<>();

    References() {
        super(Opcodes.ASM9);
    }

    Set<String> types() {
        return types;
    }

    Set<MethodReference> methods() {
        return methods;
    }

    Set<MethodReference> fields() {
        return fields;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        type(superName);
        for (String each : interfaces) {
            type(each);
        }
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        type(Type.getType(descriptor));
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        type(Type.getType(descriptor));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        descriptor(descriptor);
        if (exceptions != null) {
            for (String each : exceptions) {
                type(each);
            }
        }
        return new Code();
    }

    private void type(String name) {
        if (name != null) {
            type(Type.getObjectType(name));
        }
    }

    private void type(Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            types.add(element.getInternalName());
        } else if (element.getSort() == Type.METHOD) {
            descriptor(element.getDescriptor());
        }
    }

    private void descriptor(String method) {
        type(Type.getReturnType(method));
        for (Type each : Type.getArgumentTypes(method)) {
            type(each);
        }
    }

    private void constant(Object value) {
        if (value instanceof Type type) {
            type(type);
        } else if (value instanceof Handle handle) {
            boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC
                    || handle.getTag() == Opcodes.H_GETSTATIC
                    || handle.getTag() == Opcodes.H_PUTSTATIC;
            MethodReference reference = new MethodReference(
                    handle.getOwner(), handle.getName(), handle.getDesc(), isStatic, handle.isInterface());
            type(handle.getOwner());
            if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
                fields.add(reference);
            } else {
                descriptor(handle.getDesc());
                methods.add(reference);
            }
        }
    }

    private final class Code extends MethodVisitor {

        Code() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitTypeInsn(int opcode, String name) {
            type(name);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            type(Type.getType(descriptor));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            type(owner);
            type(Type.getType(descriptor));
            fields.add(new MethodReference(owner, name, descriptor, Linker.isStatic(opcode), false));
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            type(owner);
            descriptor(descriptor);
            if (!owner.startsWith("[")) {
                methods.add(new MethodReference(owner, name, descriptor, Linker.isStatic(opcode), ofInterface));
            }
        }

        /** A lambda implements the one method that its interface leaves open. */
        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            descriptor(descriptor);
            Type made = Type.getReturnType(descriptor);
            if (arguments.length > 0 && arguments[0] instanceof Type method && method.getSort() == Type.METHOD) {
                methods.add(new MethodReference(made.getInternalName(), name, method.getDescriptor(), false, true));
            }
            for (Object each : arguments) {
                constant(each);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String caught) {
            type(caught);
        }
    }
}
