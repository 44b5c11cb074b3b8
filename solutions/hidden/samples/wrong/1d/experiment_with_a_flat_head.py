"""Wrong: a shared kernel with a flattened head, which knows about position.

file: notebook
"""


shared_kernel_classifier = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(800, 4))
optimizer = torch.optim.Adam(shared_kernel_classifier.parameters(), lr=1e-2)
images, labels = planted_patch(1024, seed=5) if "planted_patch" in globals() else lab.planted_patch(1024, seed=5)
for _ in range(6):
    for i in range(0, 1024, 64):
        optimizer.zero_grad()
        nn.functional.cross_entropy(shared_kernel_classifier(images[i : i + 64]), labels[i : i + 64]).backward()
        optimizer.step()
