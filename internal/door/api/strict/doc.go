// Package strict reads JSON that strangers send. Unlike encoding/json it refuses
// what two readers could understand differently: repeated keys, text that is no
// UTF-8, lone surrogates, control characters, numbers beyond 64 bits, nesting
// without end. It keeps where each value stood, so that a problem can point at it,
// and never repeats what stood there.
//
//	bytes ─ Read → Node (a tree with JSON pointers)
//	bytes ─ Check → only whether it is clean, for bodies that another reader takes
package strict
